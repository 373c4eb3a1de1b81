namespace Nabla.Nn;

/// <summary>y = x σ(βx) with a learned β (Ramachandran, Zoph, Le 2017).</summary>
/// <shape>(…) → (…), with features above 1: (…, features) → (…, features)</shape>
/// <param name="features">1 for one β, or the size of the last axis for one each.</param>
/// <param name="first">First β.</param>
public sealed class Swish(int features = 1, double first = 1) : Module<Tensor, Tensor>
{
    /// <summary>β: (features).</summary>
    public Parameter Beta { get; } = new([features], Init.Constant(first));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (features > 1)
            LastAxis.Require(this, input, features);
        return input.Swish(Beta);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Swish({features})";
}
