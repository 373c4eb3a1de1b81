using Nabla.Kernels;

namespace Nabla;

/// <summary>The standard normal distribution function, its logarithm and its inverse.</summary>
public static class NormalCdfOp
{
    extension(Tensor x)
    {
        /// <summary>y = P(X ≤ x) = ½ erfc(−x / √2), element by element, right to a few units in the last place in the lower tail.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor NormalCdf() => Unary.Apply<Special<NormalCdf>>(x);

        /// <summary>y = ln P(X ≤ x), element by element, finite for all finite x: below about −x² / 2.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor NormalLogCdf() => Unary.Apply<Special<NormalLogCdf>>(x);

        /// <summary>y with P(X ≤ y) = x, element by element; ∓∞ at 0 and 1, NaN outside. Right for x down to 5e-324.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor NormalQuantile() => Unary.Apply<Special<NormalQuantile>>(x);
    }
}

readonly struct NormalCdf : ISpecial
{
    public double Value(double x) => NormalFunctions.Cdf(x);

    // φ(x) = e^(−x²/2) / √(2π)
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0.3989422804014327) * N.Exp(-(x * x) * N.Of(0.5));
}

readonly struct NormalLogCdf : ISpecial
{
    public double Value(double x) => NormalFunctions.LogCdf(x);

    // φ / Φ = √(2/π) / erfcx(−x / √2)
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        N.Of(0.7978845608028654) / N.Each(default(ScaledErfComplement), -x * N.Of(0.7071067811865476));
}

readonly struct NormalQuantile : ISpecial
{
    public double Value(double x) => NormalFunctions.Quantile(x);

    // 1 / φ(y)
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(2.5066282746310002) * N.Exp(y * y * N.Of(0.5));
}
