using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Smooth form of the rectified linear unit (Dugas et al. 2001).</summary>
public static class SoftplusOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = 1/β ln(1 + e^(βx)), element by element, without overflow; y = x where βx is above the threshold, as in PyTorch.
        /// </summary>
        /// <param name="beta">β &gt; 0; the larger, the nearer to max(x, 0).</param>
        /// <param name="threshold">At 20 the difference from x is 2e-9 / β.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">β is not above 0.</exception>
        public Tensor Softplus(double beta = 1, double threshold = 20) => beta > 0
            ? Unary.Apply(x, new Softplus(beta, threshold))
            : throw new ArgumentOutOfRangeException(nameof(beta), $"Softplus: β must be above 0, got {beta}.");
    }
}

readonly struct Softplus(double beta, double threshold) : IUnary
{
    // Beyond 80 the difference from x is e⁻⁸⁰, and e^(βx) must not overflow.
    readonly double limit = Math.Min(threshold, 80), width = 1 / beta;

    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N>
    {
        var scaled = x * N.Of(beta);
        return N.Select(N.Greater(scaled, N.Of(limit)), x, Stable.LogOnePlus(N.Exp(N.Min(scaled, N.Of(limit)))) * N.Of(width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N>
    {
        var scaled = x * N.Of(beta);
        return N.Select(N.Greater(scaled, N.Of(limit)), N.Of(1), Stable.Sigmoid(scaled));
    }
}
