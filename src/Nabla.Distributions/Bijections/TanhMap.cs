namespace Nabla.Distributions;

/// <summary>y = tanh x, into (−1, 1).</summary>
public sealed class TanhMap : Bijection
{
    /// <inheritdoc/>
    public override double Safe => 0;

    /// <inheritdoc/>
    public override Support Values => Support.Interval;

    /// <inheritdoc/>
    public override bool IsFixed => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => x.Tanh();

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => y.Atanh();

    // 1 − tanh² = 4 σ(2x) σ(−2x), which does not round to 0
    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y) => 2 * (Math.Log(2) - x - (-2 * x).Softplus());

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => y.Abs().Less(1);
}
