namespace Nabla.Distributions;

/// <summary>y = ln(1 + eˣ), onto the positive numbers; for large x it is x, so it does not overflow as <see cref="ExpMap"/> does.</summary>
public sealed class SoftplusMap : Bijection
{
    /// <inheritdoc/>
    public override double Safe => 1;

    /// <inheritdoc/>
    public override Support Values => Support.Positive;

    /// <inheritdoc/>
    public override bool IsFixed => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => -(-x).LogSigmoid();

    // y + ln(1 − e⁻ʸ)
    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => y + (-(-y).Expm1()).Log();

    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y) => x.LogSigmoid();

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => y.Greater(0);
}
