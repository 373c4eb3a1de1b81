namespace Nabla.Nn;

/// <summary>
/// The largest of each k neighbours on the last axis (Goodfellow et al. 2013); stands after a linear layer of k times the width.
/// </summary>
/// <shape>(…, C · k) → (…, C)</shape>
/// <param name="pieces">k ≥ 1, divides the last axis.</param>
public sealed class Maxout(int pieces) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Maxout(pieces);

    /// <inheritdoc/>
    public override string ToString() => $"Maxout({pieces})";
}
