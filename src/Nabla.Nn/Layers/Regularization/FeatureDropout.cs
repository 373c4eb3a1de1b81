namespace Nabla.Nn;

/// <summary>
/// In training each feature of each sample is 0 at all its positions with probability p, else x / (1 − p); in use y = x (Tompson et al.
/// 2015). For what lies along positions that say nearly the same: sequences, images, volumes.
/// </summary>
/// <shape>(N, …, C) → (N, …, C)</shape>
/// <param name="probability">p in [0, 1].</param>
/// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
public sealed class FeatureDropout(double probability = 0.5) : Module<Tensor, Tensor>
{
    readonly double probability = DropShare.Of(nameof(FeatureDropout), probability);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Training && probability > 0 ? input.FeatureDropout(probability, Random()) : input;

    /// <inheritdoc/>
    public override string ToString() => $"FeatureDropout({probability})";
}
