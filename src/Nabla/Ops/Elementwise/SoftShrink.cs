using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Soft thresholding (Donoho 1995), the proximal step of λ|x|.</summary>
public static class SoftShrinkOp
{
    extension(Tensor x)
    {
        /// <summary>y = x − λ where x &gt; λ, x + λ where x &lt; −λ, else 0, element by element; the sub-gradient at ±λ is 0.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">λ is negative.</exception>
        public Tensor SoftShrink(double lambda = 0.5) => lambda >= 0
            ? Unary.Apply(x, new SoftShrink(lambda))
            : throw new ArgumentOutOfRangeException(nameof(lambda), $"SoftShrink: λ must not be negative, got {lambda}.");
    }
}

readonly struct SoftShrink(double lambda) : IUnary
{
    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => x - N.Max(N.Min(x, N.Of(lambda)), N.Of(-lambda));

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Greater(N.Abs(x), N.Of(lambda));
}
