using Nabla.Kernels;

namespace Nabla;

/// <summary>Parts of the gamma function's integral, and the zeta function.</summary>
public static class GammaPOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// y = P(a, x) = 1/Γ(a) ∫₀ˣ t^(a−1) e^(−t) dt, element by element, for a and x ≥ 0. Gradients flow to both; that by a, of the same
        /// series, cannot be differentiated once more.
        /// </summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor GammaP(Tensor x) => Binary.Apply<GammaP>(a, x);

        /// <summary>y = Q(a, x) = 1 − P(a, x), with its digits where it is small; gradients as for GammaP.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor GammaQ(Tensor x) => Binary.Apply<GammaQ>(a, x);

        /// <summary>
        /// y = ζ(a, x) = Σ over k ≥ 0 of (k + x)^(−a), element by element, for a > 1, x below 0 only for whole a: Hurwitz's zeta function,
        /// at x = 1 Riemann's. The gradient flows to x only.
        /// </summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor Zeta(Tensor x) => Binary.Apply<Special2<HurwitzZeta>>(a, x);
    }
}

readonly struct GammaP : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Each(default(LowerGamma), a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Each(default(GammaByShape), a, b);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Each(default(GammaDensity), a, b);
}

readonly struct GammaQ : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Each(default(UpperGamma), a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => -N.Each(default(GammaByShape), a, b);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => -N.Each(default(GammaDensity), a, b);
}

readonly struct LowerGamma : ISpecial2
{
    public double Value(double a, double b) => GammaIntegrals.Both(a, b).P;
}

readonly struct UpperGamma : ISpecial2
{
    public double Value(double a, double b) => GammaIntegrals.Both(a, b).Q;
}

// ∂P/∂a
readonly struct GammaByShape : ISpecial2
{
    const string Last = "Incomplete gamma function: the derivative by a shape parameter cannot be differentiated once more.";

    public double Value(double a, double b) => GammaIntegrals.Both(a, b).ByShape;

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => throw new NotSupportedException(Last);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => throw new NotSupportedException(Last);
}

// ∂P/∂x = x^(a−1) e⁻ˣ / Γ(a)
readonly struct GammaDensity : ISpecial2
{
    public double Value(double a, double b) => GammaIntegrals.Density(a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Each(this, a, b) * (N.Log(b) - N.Each(new Polygamma(0), a));

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Each(this, a, b) * ((a - N.Of(1)) / b - N.Of(1));
}

readonly struct HurwitzZeta : ISpecial2
{
    public double Value(double a, double b) => GammaFunctions.Zeta(a, b);

    // −a ζ(a + 1, x)
    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => -a * N.Each(default(HurwitzZeta), a + N.Of(1), b);
}
