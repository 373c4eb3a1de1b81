namespace Nabla.Nn;

/// <summary>
/// Rectified linear unit with a random slope: in training y = a x where x ≤ 0, a drawn evenly from [low, high) for each element; in use a
/// is their mean (Xu, Wang, Chen, Li 2015).
/// </summary>
/// <shape>(…) → (…)</shape>
/// <param name="low">Smallest slope.</param>
/// <param name="high">Largest slope.</param>
public sealed class Rrelu(double low = 1.0 / 8, double high = 1.0 / 3) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Training ? input.Rrelu(Random(), low, high) : input.LeakyRelu((low + high) / 2);

    /// <inheritdoc/>
    public override string ToString() => $"Rrelu({low:0.###}, {high:0.###})";
}
