namespace Nabla.Nn;

/// <summary>
/// Layer normalisation (Ba, Kiros, Hinton 2016): y = (x − mean) / √(variance + ε) · w + b, with mean and variance over the last axis.
/// </summary>
/// <shape>(…, features) → (…, features)</shape>
/// <param name="features">Size of the last axis.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="affine">Whether w and b are learned; else they are 1 and 0.</param>
/// <param name="bias">Whether an affine layer has b.</param>
public sealed class LayerNorm(int features, double epsilon = 1e-5, bool affine = true, bool bias = true) : Module<Tensor, Tensor>
{
    /// <summary>w: (features), first 1.</summary>
    public Parameter? Weight { get; } = affine ? new([features], Init.Constant(1)) : null;

    /// <summary>b: (features), first 0.</summary>
    public Parameter? Bias { get; } = affine && bias ? new([features], Init.Constant(0)) : null;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        LastAxis.Require(this, input, features);
        return input.LayerNorm(Parameter.Optional(Weight), Parameter.Optional(Bias), epsilon);
    }

    /// <inheritdoc/>
    public override string ToString() => $"LayerNorm({features}{(affine ? bias ? "" : ", no bias" : ", not affine")})";
}
