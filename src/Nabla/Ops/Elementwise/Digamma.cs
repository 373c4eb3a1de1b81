using Nabla.Kernels;

namespace Nabla;

/// <summary>Derivatives of the logarithm of the gamma function.</summary>
public static class DigammaOp
{
    extension(Tensor x)
    {
        /// <summary>y = ψ(x) = d/dx ln Γ(x), element by element; −∞ at 0 and NaN at −1, −2, … Error below 1e-14 of 1 + |y|.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Digamma() => x.Polygamma(0);

        /// <summary>y = ψ⁽ⁿ⁾(x), the n-th derivative of Digamma: (−1)ⁿ⁺¹ n! Σₖ (x + k)^(−n−1) for n ≥ 1. Relative error below 1e-13.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Polygamma(int n) => n >= 0
            ? Unary.Apply(x, new Special<Polygamma>(new Polygamma(n)))
            : throw new ArgumentOutOfRangeException(nameof(n), $"Polygamma: the order must be at least 0, got {n}.");
    }
}

readonly struct Polygamma(int n) : ISpecial
{
    public double Value(double x) => GammaFunctions.Polygamma(n, x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Each(new Polygamma(n + 1), x);
}
