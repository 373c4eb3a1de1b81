namespace Nabla.Nn;

/// <summary>Sigmoid-weighted linear unit y = x / (1 + e⁻ˣ), also called swish (Elfwing, Uchibe, Doya 2017).</summary>
/// <shape>(…) → (…)</shape>
public sealed class Silu : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Silu();

    /// <inheritdoc/>
    public override string ToString() => "Silu()";
}
