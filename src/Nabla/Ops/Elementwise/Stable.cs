using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Parts of formulas that keep their digits where the plain expression loses them.</summary>
static class Stable
{
    /// <summary>
    /// ln(1 + e) for e ≥ 0, also where 1 + e rounds: the part of <see cref="Formulas.Log1p"/> without its cases of negative numbers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N LogOnePlus<N>(N e) where N : struct, IFormula<N>
    {
        var u = N.Of(1) + e;
        var rounded = u - N.Of(1);
        return N.Select(N.Equal(rounded, N.Of(0)), e, N.Log(u) * (e / rounded));
    }

    /// <summary>eˣ − 1 = 2t / (1 − t) with t = tanh(x/2), for x ≤ 0: the denominator does not cancel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N ExpMinusOne<N>(N x) where N : struct, IFormula<N>
    {
        var t = N.Tanh(x * N.Of(0.5));
        return (t + t) / (N.Of(1) - t);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Softplus<N>(N x) where N : struct, IFormula<N> => N.Max(x, N.Of(0)) + LogOnePlus(N.Exp(-N.Abs(x)));

    /// <summary>1 / (1 + e⁻ˣ) in slopes. Below −80 it stays 2e-35: e⁻ˣ must not overflow, else the next derivative is 0 · ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Sigmoid<N>(N x) where N : struct, IFormula<N> => N.Of(1) / (N.Of(1) + N.Exp(N.Min(-x, N.Of(80))));
}
