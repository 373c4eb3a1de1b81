using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>The smooth maximum.</summary>
public static class LogSumExpOp
{
    extension(Tensor x)
    {
        /// <summary>y = ln Σ eˣ over the given axes, all if none are given, without overflow: m + ln Σ e^(x − m) with m the largest x. −∞ of no elements.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public Tensor LogSumExp(ReadOnlySpan<int> axes = default, bool keepAxes = false)
        {
            SumOp.RequireFloating("LogSumExp", x);
            if (x.Length == 0)
                return x.Exp().Sum(axes, keepAxes).Log();

            // An infinite m would give ∞ − ∞; there 0 is as good, as the sum is 0 or infinite anyway.
            var mask = ReducedAxes.Infer("LogSumExp", x, axes);
            var largest = x.Detach().Max(axes, keepAxes: true);
            var shift = largest.Abs().Less(double.PositiveInfinity).Where(largest, Tensor.Scalar(0, x.DType, x.Device));
            var sum = Tensor.Empty(shift.Shape, x.DType, x.Device);
            x.Backend.ReduceMapped(ReduceKind.Sum, default(ExpOfDifference), x, shift, sum, mask);
            var y = sum.Log() + shift;
            return SumOf.Dropped(Autograd.Record(y, new Back(x, y), x), x.Shape, mask, keepAxes);
        }

        /// <summary>y = ln Σ eˣ over one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor LogSumExp(int axis, bool keepAxes = false) => x.LogSumExp([axis], keepAxes);
    }

    // dx = g e^(x − y)
    sealed class Back(Tensor x, Tensor y) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                to[0] = g * (x - y).Exp();
                return;
            }

            var dx = Tensor.Empty(x.Shape, x.DType, x.Device);
            x.Backend.Map(default(Share), dx, g, x, y);
            to[0] = dx;
        }
    }

    readonly struct ExpOfDifference : IMap
    {
        public static int Inputs => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => N.Exp(a - b);
    }

    readonly struct Share : IMap
    {
        public static int Inputs => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => a * N.Exp(b - c);
    }
}
