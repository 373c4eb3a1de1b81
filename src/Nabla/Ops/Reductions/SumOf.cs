using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Sums of formulas over axes in one pass: what the formula gives is never written down.</summary>
static class SumOf
{
    /// <summary>y = Σ f(x) over the given axes, all if none are given.</summary>
    /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
    public static Tensor Unary<TOp>(Tensor x, ReadOnlySpan<int> axes = default, bool keepAxes = false, TOp op = default) where TOp : struct, IUnary
    {
        Nabla.Unary.Require(x, op);
        var mask = ReducedAxes.Infer("Sum", x, axes);
        var y = Tensor.Empty(ReducedAxes.Kept(x.Shape, mask), x.DType, x.Device);
        x.Backend.ReduceMapped(ReduceKind.Sum, new Unary.ValueOf<TOp>(op), x, null, y, mask);
        return Dropped(Autograd.Record(y, new UnaryBack<TOp>(op, x), x), x.Shape, mask, keepAxes);
    }

    /// <summary>y = Σ f(a, b) over the given axes, all if none are given; b broadcasts to a.</summary>
    /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
    public static Tensor Binary<TOp>(Tensor a, Tensor b, ReadOnlySpan<int> axes = default, bool keepAxes = false, TOp op = default)
        where TOp : struct, IBinary
    {
        Nabla.Binary.Infer<TOp>(a, b);
        var mask = ReducedAxes.Infer("Sum", a, axes);
        var y = Tensor.Empty(ReducedAxes.Kept(a.Shape, mask), a.DType, a.Device);
        a.Backend.ReduceMapped(ReduceKind.Sum, new Binary.ValueOf<TOp>(op), a, b, y, mask);
        return Dropped(Autograd.Record(y, new BinaryBack<TOp>(op, a, b), a, b), a.Shape, mask, keepAxes);
    }

    /// <summary>y without the reduced axes, unless they are kept.</summary>
    public static Tensor Dropped(Tensor y, Shape shape, uint mask, bool keepAxes) =>
        keepAxes ? y : y.Reshape(ReducedAxes.Dropped(shape, mask).ToArray());

    // g · f′(x), f(x) being made again where the slope reads it
    readonly struct SlopeOf<TOp>(TOp op) : IMap where TOp : struct, IUnary
    {
        public static int Inputs => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => a * op.Slope(b, op.Value(b));
    }

    // dx = g · f′(x), with one g for all elements of a sum
    sealed class UnaryBack<TOp>(TOp op, Tensor x) : Node where TOp : struct, IUnary
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                var graph = Graph.Of(x);
                to[0] = new Graph(g.BroadcastTo(x.Shape)).Times(op.Slope(graph, op.Value(graph)), x.Shape);
                return;
            }

            var dx = Tensor.Empty(x.Shape, g.DType, g.Device);
            g.Backend.Map(new SlopeOf<TOp>(op), dx, g, x);
            to[0] = dx;
        }
    }

    // da = g · ∂f/∂a, db = g · ∂f/∂b, with one g for all elements of a sum
    sealed class BinaryBack<TOp>(TOp op, Tensor a, Tensor b) : Node where TOp : struct, IBinary
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.Needs(0))
                to[0] = to.KeepGraph
                    ? new Graph(g.BroadcastTo(a.Shape)).Times(op.SlopeA(Graph.Of(a), Graph.Of(b)), a.Shape)
                    : Slope(new Binary.SlopeAOf<TOp>(op), g);
            if (to.Needs(1))
                to[1] = (to.KeepGraph
                    ? new Graph(g.BroadcastTo(a.Shape)).Times(op.SlopeB(Graph.Of(a), Graph.Of(b)), a.Shape)
                    : Slope(new Binary.SlopeBOf<TOp>(op), g)).SumTo(b.Shape);
        }

        Tensor Slope<TMap>(TMap map, Tensor g) where TMap : struct, IMap
        {
            var y = Tensor.Empty(a.Shape, g.DType, g.Device);
            g.Backend.Map(map, y, g, a, b);
            return y;
        }
    }
}
