namespace Nabla.Nn;

/// <summary>
/// Root-mean-square normalisation (Zhang, Sennrich 2019): y = x / √(mean of x² + ε) · w, with the mean over the last axis.
/// </summary>
/// <shape>(…, features) → (…, features)</shape>
/// <param name="features">Size of the last axis.</param>
/// <param name="epsilon">Added to the mean square; the spacing of the dtype's numbers at 1 if not given.</param>
/// <param name="affine">Whether w is learned; else it is 1.</param>
public sealed class RmsNorm(int features, double? epsilon = null, bool affine = true) : Module<Tensor, Tensor>
{
    /// <summary>w: (features), first 1.</summary>
    public Parameter? Weight { get; } = affine ? new([features], Init.Constant(1)) : null;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        LastAxis.Require(this, input, features);
        return input.RmsNorm(Parameter.Optional(Weight), epsilon);
    }

    /// <inheritdoc/>
    public override string ToString() => $"RmsNorm({features}{(affine ? "" : ", not affine")})";
}
