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
            if (x.Length == 0)
                return x.Exp().Sum(axes, keepAxes).Log();

            // An infinite m would give ∞ − ∞; there 0 is as good, as the sum is 0 or infinite anyway.
            var largest = x.Detach().Max(axes, keepAxes: true);
            var shift = largest.Abs().Less(double.PositiveInfinity).Where(largest, Tensor.Scalar(0, x.DType, x.Device));
            var y = (x - shift).Exp().Sum(axes, keepAxes: true).Log() + shift;
            return keepAxes ? y : y.Reshape(ReducedAxes.Dropped(x.Shape, ReducedAxes.Infer("LogSumExp", x, axes)).ToArray());
        }

        /// <summary>y = ln Σ eˣ over one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor LogSumExp(int axis, bool keepAxes = false) => x.LogSumExp([axis], keepAxes);
    }
}
