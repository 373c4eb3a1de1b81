namespace Nabla.Distributions;

/// <summary>y = 1 / (1 + e⁻ˣ), into (0, 1).</summary>
public sealed class SigmoidMap : Bijection
{
    /// <inheritdoc/>
    public override double Safe => 0.5;

    /// <inheritdoc/>
    public override Support Values => Support.Unit;

    /// <inheritdoc/>
    public override bool IsFixed => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => x.Sigmoid();

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => y.Log() - (-y).Log1p();

    // σ′ = σ(x) σ(−x)
    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y) => x.LogSigmoid() + (-x).LogSigmoid();

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => y.Greater(0).LogicalAnd(y.Less(1));
}
