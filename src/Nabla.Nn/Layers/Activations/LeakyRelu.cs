namespace Nabla.Nn;

/// <summary>Leaky rectified linear unit: y = x where x &gt; 0, else slope · x (Maas, Hannun, Ng 2013).</summary>
/// <shape>(…) → (…)</shape>
/// <param name="slope">Slope below 0.</param>
public sealed class LeakyRelu(double slope = 0.01) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.LeakyRelu(slope);

    /// <inheritdoc/>
    public override string ToString() => $"LeakyRelu({slope})";
}
