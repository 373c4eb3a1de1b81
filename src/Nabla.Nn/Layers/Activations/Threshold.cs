namespace Nabla.Nn;

/// <summary>y = x where x &gt; threshold, else the value.</summary>
/// <shape>(…) → (…)</shape>
/// <param name="threshold">Below it and at it, y is the value.</param>
/// <param name="value">y for small x.</param>
public sealed class Threshold(double threshold, double value) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Threshold(threshold, value);

    /// <inheritdoc/>
    public override string ToString() => $"Threshold({threshold}, {value})";
}
