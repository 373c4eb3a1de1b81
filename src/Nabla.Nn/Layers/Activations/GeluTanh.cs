namespace Nabla.Nn;

/// <summary>Gaussian error linear unit by a hyperbolic tangent (Hendrycks, Gimpel 2016), as in GPT-2.</summary>
/// <shape>(…) → (…)</shape>
public sealed class GeluTanh : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.GeluTanh();

    /// <inheritdoc/>
    public override string ToString() => "GeluTanh()";
}
