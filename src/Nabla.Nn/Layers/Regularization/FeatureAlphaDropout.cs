namespace Nabla.Nn;

/// <summary>
/// <see cref="AlphaDropout"/> with one draw for each feature of each sample (Klambauer et al. 2017); in use y = x.
/// </summary>
/// <shape>(N, …, C) → (N, …, C)</shape>
/// <param name="probability">p in [0, 1].</param>
/// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
public sealed class FeatureAlphaDropout(double probability = 0.5) : Module<Tensor, Tensor>
{
    readonly double probability = DropShare.Of(nameof(FeatureAlphaDropout), probability);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) =>
        Training && probability > 0 ? input.FeatureAlphaDropout(probability, Random()) : input;

    /// <inheritdoc/>
    public override string ToString() => $"FeatureAlphaDropout({probability})";
}
