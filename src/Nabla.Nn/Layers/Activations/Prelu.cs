namespace Nabla.Nn;

/// <summary>Rectified linear unit with a learned slope: y = x where x &gt; 0, else w x (He, Zhang, Ren, Sun 2015).</summary>
/// <shape>(…) → (…), with features above 1: (…, features) → (…, features)</shape>
/// <param name="features">1 for one slope, or the size of the last axis for one each.</param>
/// <param name="first">First slope.</param>
public sealed class Prelu(int features = 1, double first = 0.25) : Module<Tensor, Tensor>
{
    /// <summary>w: (features).</summary>
    public Parameter Weight { get; } = new([features], Init.Constant(first));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (features > 1)
            LastAxis.Require(this, input, features);
        return input.Prelu(Weight);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Prelu({features})";
}
