namespace Nabla.Nn;

/// <summary>
/// Gaussian radial basis functions y_k = e^(−|x − c_k|² / (2 σ_k²)) (Broomhead, Lowe 1988): how near x is to each centre.
/// </summary>
/// <shape>(…, inputs) → (…, centers)</shape>
/// <param name="inputs">Size of the last axis.</param>
/// <param name="centers">How many functions.</param>
/// <param name="width">First σ of each, above 0.</param>
public sealed class RadialBasis(int inputs, int centers, double width = 1) : Module<Tensor, Tensor>
{
    /// <summary>c: (centers, inputs), first standard normal, as standardised data are.</summary>
    public Parameter Centers { get; } = new([centers, inputs], Init.Normal());

    /// <summary>σ: (centers).</summary>
    public Parameter Widths { get; } = new([centers], Init.Constant(width));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        LastAxis.Require(this, input, inputs);
        return input.RadialBasis(Centers, Widths);
    }

    /// <inheritdoc/>
    public override string ToString() => $"RadialBasis({inputs} → {centers})";
}
