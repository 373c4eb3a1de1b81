namespace Nabla.Nn;

/// <summary>
/// Group normalisation (Wu, He 2018): y = (x − mean) / √(variance + ε) · w + b, with mean and variance over all positions of a sample and
/// features / groups features that stand next to each other. Independent of the other samples of a batch.
/// </summary>
/// <shape>(N, …, features) → (N, …, features)</shape>
/// <param name="groups">Divides the features; 1 normalises a sample as a whole.</param>
/// <param name="features">Size of the last axis.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="affine">Whether w and b are learned; else they are 1 and 0.</param>
public sealed class GroupNorm(int groups, int features, double epsilon = 1e-5, bool affine = true) : Module<Tensor, Tensor>
{
    /// <summary>w: (features), first 1.</summary>
    public Parameter? Weight { get; } = affine ? new([features], Init.Constant(1)) : null;

    /// <summary>b: (features), first 0.</summary>
    public Parameter? Bias { get; } = affine ? new([features], Init.Constant(0)) : null;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        LastAxis.Require(this, input, features);
        return input.GroupNorm(groups, Parameter.Optional(Weight), Parameter.Optional(Bias), epsilon);
    }

    /// <inheritdoc/>
    public override string ToString() => $"GroupNorm({groups} groups of {features}{(affine ? "" : ", not affine")})";
}
