using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Hard thresholding (Donoho, Johnstone 1994).</summary>
public static class HardShrinkOp
{
    extension(Tensor x)
    {
        /// <summary>y = x where |x| &gt; λ, else 0, element by element; the sub-gradient at ±λ is 0.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">λ is negative.</exception>
        public Tensor HardShrink(double lambda = 0.5) => lambda >= 0
            ? Unary.Apply(x, new HardShrink(lambda))
            : throw new ArgumentOutOfRangeException(nameof(lambda), $"HardShrink: λ must not be negative, got {lambda}.");
    }
}

readonly struct HardShrink(double lambda) : IUnary
{
    public static Needs Needs => Needs.Input;

    // Asked as |x| ≤ λ, so that NaN stays.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> =>
        N.Select(N.Greater(N.Of(lambda), N.Abs(x)) + N.Equal(N.Of(lambda), N.Abs(x)), N.Of(0), x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Greater(N.Abs(x), N.Of(lambda));
}
