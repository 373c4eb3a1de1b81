namespace Nabla.Nn;

/// <summary>Self-normalising exponential linear unit: y = λx where x &gt; 0, else λα (eˣ − 1) (Klambauer et al. 2017).</summary>
/// <shape>(…) → (…)</shape>
public sealed class Selu : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Selu();

    /// <inheritdoc/>
    public override string ToString() => "Selu()";
}
