using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>
/// Gated linear units: the last axis is cut in halves a and b, and y = a · f(b). After a linear layer of twice the width this is
/// (xW + c) · f(xV + d) (Dauphin, Fan, Auli, Grangier 2016; the other gates f: Shazeer 2020).
/// </summary>
public static class GluOp
{
    extension(Tensor x)
    {
        /// <summary>y = a σ(b).</summary>
        /// <shape>(…, 2C) → (…, C)</shape>
        /// <exception cref="ShapeException">The last axis is not even.</exception>
        public Tensor Glu() => Run<Sigmoid>(x, "Glu");

        /// <summary>y = a max(b, 0).</summary>
        /// <shape>(…, 2C) → (…, C)</shape>
        /// <exception cref="ShapeException">The last axis is not even.</exception>
        public Tensor ReGlu() => Run<Relu>(x, "ReGlu");

        /// <summary>y = a b Φ(b).</summary>
        /// <shape>(…, 2C) → (…, C)</shape>
        /// <exception cref="ShapeException">The last axis is not even.</exception>
        public Tensor GeGlu() => Run<Gelu>(x, "GeGlu");

        /// <summary>y = a b σ(b).</summary>
        /// <shape>(…, 2C) → (…, C)</shape>
        /// <exception cref="ShapeException">The last axis is not even.</exception>
        public Tensor SwiGlu() => Run<Silu>(x, "SwiGlu");

        /// <summary>y = a b.</summary>
        /// <shape>(…, 2C) → (…, C)</shape>
        /// <exception cref="ShapeException">The last axis is not even.</exception>
        public Tensor BilinearGlu() => First(x, "BilinearGlu") * Second(x);
    }

    static Tensor First(Tensor x, string who) => x.Rank > 0 && x.Shape[-1] % 2 == 0
        ? x.Slice(-1, 0, x.Shape[-1] / 2)
        : throw new ShapeException($"{who}: the last axis must be even to be cut in halves, got {x.Shape}.");

    static Tensor Second(Tensor x) => x.Slice(-1, x.Shape[-1] / 2, x.Shape[-1] / 2);

    static Tensor Run<TGate>(Tensor x, string who) where TGate : struct, IUnary
    {
        var (a, b) = (First(x.Detach(), who), Second(x.Detach()));
        Unary.Require(x, default(TGate));
        var y = Tensor.Empty(a.Shape, x.DType, x.Device);
        x.Backend.Map(default(Binary.ValueOf<Gated<TGate>>), y, a, b);
        return Autograd.Record(y, new Back<TGate>(x, who), x);
    }

    // Both halves of the gradient side by side: da = g f(b), db = g a f′(b)
    sealed class Back<TGate>(Tensor x, string who) : Node where TGate : struct, IUnary
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            Tensor a = First(x, who), b = Second(x);
            var formula = default(Gated<TGate>);
            to[0] = to.KeepGraph
                ? Tensor.Concat([g * formula.SlopeA(Graph.Of(a), Graph.Of(b)).Tensor, g * formula.SlopeB(Graph.Of(a), Graph.Of(b)).Tensor])
                : Tensor.Concat([Half(default(Binary.SlopeAOf<Gated<TGate>>), g, a, b), Half(default(Binary.SlopeBOf<Gated<TGate>>), g, a, b)]);
        }

        static Tensor Half<TMap>(TMap map, Tensor g, Tensor a, Tensor b) where TMap : struct, IMap
        {
            var y = Tensor.Empty(g.Shape, g.DType, g.Device);
            g.Backend.Map(map, y, g, a, b);
            return y;
        }
    }

    // a f(b)
    readonly struct Gated<TGate> : IBinary where TGate : struct, IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Value<N>(N a, N b) where N : struct, IFormula<N> => a * default(TGate).Value(b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => default(TGate).Value(b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => a * default(TGate).Slope(b, default(TGate).Value(b));
    }
}
