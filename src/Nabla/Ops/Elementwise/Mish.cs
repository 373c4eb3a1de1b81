using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Mish (Misra 2019).</summary>
public static class MishOp
{
    extension(Tensor x)
    {
        /// <summary>y = x tanh(ln(1 + eˣ)), element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Mish() => Unary.Apply<Mish>(x);
    }
}

readonly struct Mish : IUnary
{
    // From here on tanh(ln(1 + eˣ)) is 1 to the last bit, and n² below does not overflow float32.
    const double Linear = 30;

    public static Needs Needs => Needs.Input;

    // With e = eˣ and n = e (e + 2): tanh(ln(1 + e)) = ((1 + e)² − 1) / ((1 + e)² + 1) = n / (n + 2).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N>
    {
        var e = N.Exp(N.Min(x, N.Of(Linear)));
        var n = e * (e + N.Of(2));
        return x * (n / (n + N.Of(2)));
    }

    // n / (n + 2) + x · 4e (1 + e) / (n + 2)²
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N>
    {
        var bounded = N.Min(x, N.Of(Linear));
        var e = N.Exp(bounded);
        var n = e * (e + N.Of(2));
        var d = n + N.Of(2);
        return (n + bounded * (N.Of(4) * e * (N.Of(1) + e) / d)) / d;
    }
}
