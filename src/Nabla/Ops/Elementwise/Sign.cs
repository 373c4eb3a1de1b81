using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Sign.</summary>
public static class SignOp
{
    extension(Tensor x)
    {
        /// <summary>y = −1, 0 or 1, element by element, and NaN for NaN; the gradient is 0.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Sign() => Unary.Apply<Sign>(x);
    }
}

readonly struct Sign : IUnary
{
    public static Needs Needs => Needs.Nothing;

    public bool Integers => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> =>
        N.Select(N.Equal(x, x), N.Greater(x, N.Of(0)) - N.Greater(N.Of(0), x), x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);
}
