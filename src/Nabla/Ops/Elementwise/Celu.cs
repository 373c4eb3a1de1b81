using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Continuously differentiable exponential linear unit (Barron 2017).</summary>
public static class CeluOp
{
    extension(Tensor x)
    {
        /// <summary>y = x where x &gt; 0, else alpha · (e^(x / alpha) − 1), element by element: slope 1 at 0 for any alpha.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">alpha is not above 0.</exception>
        public Tensor Celu(double alpha = 1) => alpha > 0
            ? Unary.Apply(x, new Celu(alpha))
            : throw new ArgumentOutOfRangeException(nameof(alpha), $"Celu: alpha must be above 0, got {alpha}.");
    }
}

readonly struct Celu(double alpha) : IUnary
{
    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> =>
        N.Select(N.Greater(x, N.Of(0)), x, N.Of(alpha) * Stable.ExpMinusOne(N.Min(x, N.Of(0)) * N.Of(1 / alpha)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        N.Select(N.Greater(x, N.Of(0)), N.Of(1), N.Exp(N.Min(x, N.Of(0)) * N.Of(1 / alpha)));
}
