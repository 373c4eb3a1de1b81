namespace Nabla.Nn;

/// <summary>y = 1/β ln(1 + e^(βx)), a smooth form of the rectified linear unit (Dugas et al. 2001).</summary>
/// <shape>(…) → (…)</shape>
/// <param name="beta">β &gt; 0; the larger, the nearer to max(x, 0).</param>
/// <param name="threshold">Where βx is above it, y = x.</param>
public sealed class Softplus(double beta = 1, double threshold = 20) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Softplus(beta, threshold);

    /// <inheritdoc/>
    public override string ToString() => $"Softplus({(beta == 1 ? "" : $"β {beta}")})";
}
