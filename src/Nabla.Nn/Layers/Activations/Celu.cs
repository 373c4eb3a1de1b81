namespace Nabla.Nn;

/// <summary>y = x where x &gt; 0, else alpha · (e^(x / alpha) − 1): slope 1 at 0 (Barron 2017).</summary>
/// <shape>(…) → (…)</shape>
/// <param name="alpha">Where y goes for x → −∞, negated; above 0.</param>
public sealed class Celu(double alpha = 1) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Celu(alpha);

    /// <inheritdoc/>
    public override string ToString() => $"Celu({alpha})";
}
