namespace Nabla.Nn;

/// <summary>All axes but the first as one: from images to the rows that a Linear takes.</summary>
/// <shape>(N, …, C) → (N, …·C)</shape>
public sealed class Flatten : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Flatten(1);

    /// <inheritdoc/>
    public override string ToString() => "Flatten()";
}
