namespace Nabla.Nn;

/// <summary>
/// Instance normalisation (Ulyanov, Vedaldi, Lempitsky 2016): y = (x − mean) / √(variance + ε) · w + b, with mean and variance over the
/// positions of one sample and one feature, in training and in use.
/// </summary>
/// <shape>(N, …, features) → (N, …, features)</shape>
/// <param name="features">Size of the last axis.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="affine">Whether w and b are learned; else they are 1 and 0.</param>
public sealed class InstanceNorm(int features, double epsilon = 1e-5, bool affine = false) : Module<Tensor, Tensor>
{
    /// <summary>w: (features), first 1.</summary>
    public Parameter? Weight { get; } = affine ? new([features], Init.Constant(1)) : null;

    /// <summary>b: (features), first 0.</summary>
    public Parameter? Bias { get; } = affine ? new([features], Init.Constant(0)) : null;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        LastAxis.Require(this, input, features);
        return input.InstanceNorm(Parameter.Optional(Weight), Parameter.Optional(Bias), epsilon);
    }

    /// <inheritdoc/>
    public override string ToString() => $"InstanceNorm({features}{(affine ? "" : ", not affine")})";
}
