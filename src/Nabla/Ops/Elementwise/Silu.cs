using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Sigmoid-weighted linear unit, also called swish (Elfwing, Uchibe, Doya 2017).</summary>
public static class SiluOp
{
    extension(Tensor x)
    {
        /// <summary>y = x / (1 + e⁻ˣ), element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Silu() => Unary.Apply<Silu>(x);
    }
}

readonly struct Silu : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => x / (N.Of(1) + N.Exp(-x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N>
    {
        var s = Stable.Sigmoid(x);
        return s * (N.Of(1) + x * (N.Of(1) - s));
    }
}
