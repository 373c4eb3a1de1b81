using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>What a slope formula needs; the rest is not kept for backward.</summary>
[Flags]
public enum Needs
{
    /// <summary>Neither input nor output: the slope is constant.</summary>
    Nothing = 0,

    /// <summary>The input x.</summary>
    Input = 1,

    /// <summary>The output y.</summary>
    Output = 2,

    /// <summary>The input x and the output y.</summary>
    Both = 3,
}

/// <summary>A function of one number, with its derivative: all an element-wise op is made of.</summary>
public interface IUnary
{
    /// <summary>What <see cref="Slope"/> reads.</summary>
    static virtual Needs Needs => Needs.Both;

    /// <summary>Whether the op is defined on integers as well.</summary>
    bool Integers => false;

    /// <summary>The largest constant of the formula by size, which the dtype of integers must be able to hold.</summary>
    double LargestConstant => 0;

    /// <summary>y = f(x).</summary>
    N Value<N>(N x) where N : struct, IFormula<N>;

    /// <summary>dy/dx, from x and y = f(x).</summary>
    N Slope<N>(N x, N y) where N : struct, IFormula<N>;
}

/// <summary>Runs formulas of one number on tensors.</summary>
public static class Unary
{
    /// <summary>y = f(x) element by element, with its gradient.</summary>
    /// <shape>(…) → (…)</shape>
    /// <exception cref="ShapeException">The tensor holds integers or truth values.</exception>
    public static Tensor Apply<TOp>(Tensor x, TOp op = default) where TOp : struct, IUnary
    {
        Require(x, op);
        var y = Tensor.Empty(x.Shape, x.DType, x.Device);
        x.Backend.Map(new ValueOf<TOp>(op), y, x);
        var kept = Read<TOp>();
        return Autograd.Record(y, new Back<TOp>(op, (kept & Needs.Input) != 0 ? x : null, (kept & Needs.Output) != 0 ? y : null), x);
    }

    /// <summary>Checks that the op is defined on x's elements.</summary>
    internal static void Require<TOp>(Tensor x, TOp op) where TOp : struct, IUnary
    {
        if (!x.DType.IsFloating())
            RequireIntegers(x.DType, op);
    }

    // Apart, because code that calls an interface's own implementation for a struct cannot be compiled ahead.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static Needs Read<TOp>() where TOp : struct, IUnary => TOp.Needs;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void RequireIntegers<TOp>(DType dtype, TOp op) where TOp : struct, IUnary
    {
        if (dtype == DType.Bool || !op.Integers)
            throw new ShapeException($"{Name(typeof(TOp))}: elements must be floating-point, got {dtype.Name()}; convert with To(DType.Float32).");
        if (dtype == DType.Int32 && op.LargestConstant > int.MaxValue)
            throw new ShapeException($"{Name(typeof(TOp))}: int32 cannot hold {op.LargestConstant}; convert with To(DType.Int64).");
    }

    // An op without a formula is named after its function.
    static string Name(Type op) => op.IsGenericType ? op.GenericTypeArguments[0].Name : op.Name;

    internal readonly struct ValueOf<TOp>(TOp op) : IMap where TOp : struct, IUnary
    {
        public static int Inputs => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => op.Value(a);
    }

    // dx = g · f′(x)
    readonly struct SlopeOf<TOp>(TOp op) : IMap where TOp : struct, IUnary
    {
        public static int Inputs => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => a * op.Slope(b, c);
    }

    sealed class Back<TOp>(TOp op, Tensor? x, Tensor? y) : Node where TOp : struct, IUnary
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                to[0] = new Graph(g).Times(op.Slope(Graph.Of(x), Graph.Of(y)), g.Shape);
                return;
            }

            var dx = Tensor.Empty(g.Shape, g.DType, g.Device);
            g.Backend.Map(new SlopeOf<TOp>(op), dx, g, x ?? g, y ?? g);
            to[0] = dx;
        }
    }
}
