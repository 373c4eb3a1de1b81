using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>The settings of Adam and AdamW, and the formula they give in each step.</summary>
sealed record AdamSettings(double Beta1, double Beta2, double Epsilon, double Penalty, double Decay)
{
    /// <summary>The formula of step number <paramref name="step"/>; the bias corrections are in its constants.</summary>
    public AdamRule At(long step, double rate) => new(
        rate / (1 - Math.Pow(Beta1, step)), 1 / Math.Sqrt(1 - Math.Pow(Beta2, step)), Beta1, Beta2, Epsilon, Penalty, 1 - rate * Decay);
}

/// <summary>One number's step; p shrinks by <c>keep</c> and g grows by <c>penalty</c> · p before the rest.</summary>
readonly struct AdamRule(double rate, double rootScale, double beta1, double beta2, double epsilon, double penalty, double keep) : IUpdate
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N p, ref N m, ref N v, ref N unused, N g) where N : struct, IFormula<N>
    {
        g += N.Of(penalty) * p;
        m = N.Of(beta1) * m + N.Of(1 - beta1) * g;
        v = N.Of(beta2) * v + N.Of(1 - beta2) * g * g;
        p = N.Of(keep) * p - N.Of(rate) * m / (N.Sqrt(v) * N.Of(rootScale) + N.Of(epsilon));
    }
}
