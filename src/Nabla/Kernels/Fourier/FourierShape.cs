namespace Nabla.Kernels;

/// <summary>Transforms along the middle axis of (Outer, elements, Inner).</summary>
/// <param name="Outer">Signals before the axis.</param>
/// <param name="Inner">Signals behind it.</param>
/// <param name="Length">Of the transform, n.</param>
/// <param name="Read">Elements of the axis that there are, at most n; the rest counts as 0. n / 2 + 1 if mirrored.</param>
/// <param name="Written">Elements of the axis that are wanted, at most n.</param>
/// <param name="Inverse">The sign: e^(+2πi jk / n).</param>
/// <param name="Mirrored">What is read is the first half of a signal with x[n − j] = x̄[j]; the result is real.</param>
/// <param name="Scale">Factor of the result.</param>
public readonly record struct FourierShape(
    int Outer, int Inner, int Length, int Read, int Written, bool Inverse, bool Mirrored, double Scale)
{
    /// <summary>How many signals.</summary>
    public int Signals => checked(Outer * Inner);
}
