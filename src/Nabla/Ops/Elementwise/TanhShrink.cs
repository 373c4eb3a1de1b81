using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>What the hyperbolic tangent leaves of a number.</summary>
public static class TanhShrinkOp
{
    extension(Tensor x)
    {
        /// <summary>y = x − tanh x, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor TanhShrink() => Unary.Apply<TanhShrink>(x);
    }
}

readonly struct TanhShrink : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => x - N.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Tanh(x) * N.Tanh(x);     // 1 − (1 − tanh² x)
}
