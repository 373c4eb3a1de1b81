using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>The settings of Adam and AdamW, and the formula they give in each step.</summary>
sealed record AdamSettings(Moments Moments, bool Amsgrad)
{
    public int StateCount => Amsgrad ? 3 : 2;

    /// <summary>The formula of step number <paramref name="step"/>; the bias corrections are in its constants.</summary>
    public AdamRule At(long step, double rate, double penalty, double decay) => new(
        rate * Moments.MeanScale(step), Moments.RootScale(step), Moments, penalty, keep: 1 - rate * decay);

    /// <summary>One step of a parameter; with three tensors of state as AMSGrad.</summary>
    public static void Update(AdamRule rule, Tensor parameter, Tensor gradient, Tensor[] state)
    {
        if (state.Length == 3)
            parameter.Device.Backend.Update(new AmsgradRule(rule), parameter, gradient, state[0], state[1], state[2]);
        else
            parameter.Device.Backend.Update(rule, parameter, gradient, state[0], state[1]);
    }
}

/// <summary>One number's step; p shrinks by <c>keep</c> and g grows by <c>penalty</c> · p before the rest.</summary>
readonly struct AdamRule(double rate, double rootScale, Moments moments, double penalty, double keep) : IUpdate
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N p, ref N m, ref N v, ref N unused, N g) where N : struct, IFormula<N>
    {
        Remember(p, ref m, ref v, g);
        Move(ref p, m, v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remember<N>(N p, ref N m, ref N v, N g) where N : struct, IFormula<N>
    {
        g += N.Of(penalty) * p;
        m = Subnormal.Flush(moments.Mean(m, g));
        v = moments.Square(v, g);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move<N>(ref N p, N m, N v) where N : struct, IFormula<N> =>
        p = N.Of(keep) * p - N.Of(rate) * m / (N.Sqrt(v) * N.Of(rootScale) + N.Of(moments.Epsilon));
}

/// <summary>Adam's step with the largest v so far in the place of v.</summary>
readonly struct AmsgradRule(AdamRule adam) : IUpdate
{
    public static int States => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N p, ref N m, ref N v, ref N largest, N g) where N : struct, IFormula<N>
    {
        adam.Remember(p, ref m, ref v, g);
        largest = N.Max(largest, v);
        adam.Move(ref p, m, largest);
    }
}
