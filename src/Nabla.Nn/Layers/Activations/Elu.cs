namespace Nabla.Nn;

/// <summary>Exponential linear unit: y = x where x &gt; 0, else alpha · (eˣ − 1) (Clevert, Unterthiner, Hochreiter 2015).</summary>
/// <shape>(…) → (…)</shape>
/// <param name="alpha">Where y goes for x → −∞, negated.</param>
public sealed class Elu(double alpha = 1) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Elu(alpha);

    /// <inheritdoc/>
    public override string ToString() => $"Elu({alpha})";
}
