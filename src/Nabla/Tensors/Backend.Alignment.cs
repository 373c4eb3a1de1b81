namespace Nabla;

/// <summary>What connectionist temporal classification reads.</summary>
/// <param name="X">Log-probabilities (N, T, C).</param>
/// <param name="Targets">Labels (N, S) int64.</param>
/// <param name="Steps">Steps that count (N) int64, 0 … T.</param>
/// <param name="Labels">Labels that count (N) int64, 0 … S.</param>
/// <param name="Blank">The class that stands for no label.</param>
public sealed record CtcInputs(Tensor X, Tensor Targets, Tensor Steps, Tensor Labels, int Blank);

public abstract partial class Backend
{
    /// <summary>
    /// losses (N) = −ln p(targets), 1e30 or more where p is 0; alphas as <see cref="CtcGradient"/> needs it, null if no gradient will be
    /// asked for.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A length beyond the tensors, or a label that is no class.</exception>
    public abstract void Ctc(CtcInputs inputs, Tensor losses, Tensor? alphas);

    /// <summary>dx (N, T, C) = g (N) · ∂losses/∂x, for what <see cref="Ctc"/> computed; 0 where p is 0.</summary>
    public abstract void CtcGradient(CtcInputs inputs, Tensor losses, Tensor alphas, Tensor g, Tensor dx);
}
