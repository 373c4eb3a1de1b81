namespace Nabla.Nn;

/// <summary>
/// In training each element is 0 with probability p, else x / (1 − p); in use y = x (Srivastava et al. 2014). The mask follows from the
/// run's seed, the layer's path, the step and the number of the call within the step.
/// </summary>
/// <shape>(…) → (…)</shape>
/// <param name="probability">p in [0, 1].</param>
/// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
public sealed class Dropout(double probability = 0.5) : Module<Tensor, Tensor>
{
    readonly double probability = DropShare.Of(nameof(Dropout), probability);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Training && probability > 0 ? input.Dropout(probability, Random()) : input;

    /// <inheritdoc/>
    public override string ToString() => $"Dropout({probability})";
}
