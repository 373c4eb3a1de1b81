namespace Nabla.Distributions;

/// <summary>y = eˣ.</summary>
public sealed class ExpMap : Bijection
{
    /// <inheritdoc/>
    public override double Safe => 1;

    /// <inheritdoc/>
    public override Support Values => Support.Positive;

    /// <inheritdoc/>
    public override bool IsFixed => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => x.Exp();

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => y.Log();

    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y) => x;

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => y.Greater(0);
}
