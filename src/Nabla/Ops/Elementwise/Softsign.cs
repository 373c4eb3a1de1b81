using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Softsign (Turian, Bergstra, Bengio 2009).</summary>
public static class SoftsignOp
{
    extension(Tensor x)
    {
        /// <summary>y = x / (1 + |x|), element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Softsign() => Unary.Apply<Softsign>(x);
    }
}

readonly struct Softsign : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => x / (N.Of(1) + N.Abs(x));

    // 1 / (1 + |x|)², divided twice: the square may overflow
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) / (N.Of(1) + N.Abs(x)) / (N.Of(1) + N.Abs(x));
}
