namespace Nabla.Nn;

/// <summary>y = x / (1 + |x|) (Turian, Bergstra, Bengio 2009).</summary>
/// <shape>(…) → (…)</shape>
public sealed class Softsign : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Softsign();

    /// <inheritdoc/>
    public override string ToString() => "Softsign()";
}
