namespace Nabla.Nn;

/// <summary>
/// Dropout that keeps mean 0 and variance 1, for networks of <see cref="Selu"/> (Klambauer et al. 2017); in use y = x. See <see
/// cref="AlphaDropoutOp"/> for the formula.
/// </summary>
/// <shape>(…) → (…)</shape>
/// <param name="probability">p in [0, 1].</param>
/// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
public sealed class AlphaDropout(double probability = 0.5) : Module<Tensor, Tensor>
{
    readonly double probability = DropShare.Of(nameof(AlphaDropout), probability);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Training && probability > 0 ? input.AlphaDropout(probability, Random()) : input;

    /// <inheritdoc/>
    public override string ToString() => $"AlphaDropout({probability})";
}
