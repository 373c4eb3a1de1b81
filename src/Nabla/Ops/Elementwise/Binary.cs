using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>A function of two numbers, with its partial derivatives.</summary>
public interface IBinary
{
    /// <summary>Whether the slopes read a and b; if not, they are not kept.</summary>
    static virtual bool NeedsInputs => true;

    /// <summary>Whether the op is defined on integers as well.</summary>
    static virtual bool Integers => false;

    /// <summary>y = f(a, b).</summary>
    N Value<N>(N a, N b) where N : struct, IFormula<N>;

    /// <summary>∂y/∂a.</summary>
    N SlopeA<N>(N a, N b) where N : struct, IFormula<N>;

    /// <summary>∂y/∂b.</summary>
    N SlopeB<N>(N a, N b) where N : struct, IFormula<N>;
}

/// <summary>Runs formulas of two numbers on tensors that broadcast.</summary>
public static class Binary
{
    /// <summary>y = f(a, b) element by element, with gradients; shapes broadcast.</summary>
    /// <shape>(…) ∘ (…) → broadcast (…)</shape>
    /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ.</exception>
    public static Tensor Apply<TOp>(Tensor a, Tensor b, TOp op = default) where TOp : struct, IBinary
    {
        var y = Tensor.Empty(Infer<TOp>(a, b), a.DType, a.Device);
        a.Backend.Map(new ValueOf<TOp>(op), y, a, b);
        return Autograd.Record(y, ReadsInputs<TOp>() ? new Back<TOp>(op, a, b, a.Shape, b.Shape) : new Back<TOp>(op, null, null, a.Shape, b.Shape), a, b);
    }

    /// <summary>The shape of f(a, b); checks dtypes and devices.</summary>
    internal static Shape Infer<TOp>(Tensor a, Tensor b) where TOp : struct, IBinary
    {
        var name = typeof(TOp).Name;
        if (a.DType != b.DType)
            throw new ShapeException($"{name}: both dtypes must be equal, got {a.DType.Name()} and {b.DType.Name()}; convert one with To.");
        if (!a.DType.IsFloating() && (!TakesIntegers<TOp>() || a.DType == DType.Bool))
            throw new ShapeException($"{name}: elements must be {(TakesIntegers<TOp>() ? "numbers" : "floating-point")}, got {a.DType.Name()}.");
        if (a.Device != b.Device)
            throw new ShapeException($"{name}: both tensors must be on one device, got {a.Device} and {b.Device}.");
        return Shape.Broadcast(a.Shape, b.Shape)
            ?? throw new ShapeException($"{name}: shapes {a.Shape} and {b.Shape} do not broadcast: aligned at the last axis, sizes must be equal or 1.");
    }

    // Apart, because code that calls an interface's own implementation for a struct cannot be compiled ahead.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static bool ReadsInputs<TOp>() where TOp : struct, IBinary => TOp.NeedsInputs;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static bool TakesIntegers<TOp>() where TOp : struct, IBinary => TOp.Integers;

    internal readonly struct ValueOf<TOp>(TOp op) : IMap where TOp : struct, IBinary
    {
        public static int Inputs => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => op.Value(a, b);
    }

    internal readonly struct SlopeAOf<TOp>(TOp op) : IMap where TOp : struct, IBinary
    {
        public static int Inputs => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => a * op.SlopeA(b, c);
    }

    internal readonly struct SlopeBOf<TOp>(TOp op) : IMap where TOp : struct, IBinary
    {
        public static int Inputs => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => a * op.SlopeB(b, c);
    }

    sealed class Back<TOp>(TOp op, Tensor? a, Tensor? b, Shape shapeA, Shape shapeB) : Node where TOp : struct, IBinary
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.Needs(0))
                to[0] = (to.KeepGraph
                    ? new Graph(g).Times(op.SlopeA(Graph.Of(a), Graph.Of(b)), g.Shape)
                    : Slope(new SlopeAOf<TOp>(op), g)).SumTo(shapeA);
            if (to.Needs(1))
                to[1] = (to.KeepGraph
                    ? new Graph(g).Times(op.SlopeB(Graph.Of(a), Graph.Of(b)), g.Shape)
                    : Slope(new SlopeBOf<TOp>(op), g)).SumTo(shapeB);
        }

        Tensor Slope<TMap>(TMap map, Tensor g) where TMap : struct, IMap
        {
            if (a is null || b is null)
            {
                var slope = map.Value(new Number(1), default, default, default).Value;
                if (slope == 1)
                    return g;
            }

            var y = Tensor.Empty(g.Shape, g.DType, g.Device);
            g.Backend.Map(map, y, g, a ?? g, b ?? g);
            return y;
        }
    }
}
