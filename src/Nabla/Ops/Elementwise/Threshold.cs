using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>A constant in place of small numbers.</summary>
public static class ThresholdOp
{
    extension(Tensor x)
    {
        /// <summary>y = x where x &gt; threshold, else the value, element by element; the sub-gradient at the threshold is 0.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Threshold(double threshold, double value) => Unary.Apply(x, new Threshold(threshold, value));
    }
}

readonly struct Threshold(double threshold, double value) : IUnary
{
    public static Needs Needs => Needs.Input;

    // Asked as x ≤ threshold, so that NaN stays.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> =>
        N.Select(N.Greater(N.Of(threshold), x) + N.Equal(N.Of(threshold), x), N.Of(value), x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Greater(x, N.Of(threshold));
}
