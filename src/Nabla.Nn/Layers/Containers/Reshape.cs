namespace Nabla.Nn;

/// <summary>The elements of each sample under a new shape.</summary>
/// <shape>(N, …) → (N, sizes…)</shape>
/// <param name="sizes">Sizes of the axes behind the first; one may be −1 and is worked out.</param>
public sealed class Reshape(params int[] sizes) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Reshape([input.Shape[0], .. sizes]);

    /// <inheritdoc/>
    public override string ToString() => $"Reshape({string.Join(", ", sizes)})";
}
