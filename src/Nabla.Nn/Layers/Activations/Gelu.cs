namespace Nabla.Nn;

/// <summary>Gaussian error linear unit y = x Φ(x), the exact form (Hendrycks, Gimpel 2016).</summary>
/// <shape>(…) → (…)</shape>
public sealed class Gelu : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Gelu();

    /// <inheritdoc/>
    public override string ToString() => "Gelu()";
}
