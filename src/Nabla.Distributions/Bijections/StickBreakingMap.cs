namespace Nabla.Distributions;

/// <summary>
/// Vectors of K − 1 numbers onto K probabilities: yₖ = zₖ Π (1 − zⱼ) over j &lt; k, a share z of what is left of a stick, with
/// zₖ = σ(xₖ − ln(K − k)); 0 goes to equal probabilities.
/// </summary>
public sealed class StickBreakingMap : Bijection
{
    const double Slack = 1e-5;      // What a sum of rounded probabilities may differ from 1.

    /// <inheritdoc/>
    public override int InputRank => 1;

    /// <inheritdoc/>
    public override int OutputRank => 1;

    /// <inheritdoc/>
    public override Support Values => Support.Simplex;

    /// <inheritdoc/>
    public override bool IsFixed => true;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape x) => x.Rank > 0
        ? x.With(-1, x[-1] + 1)
        : throw new ShapeException($"StickBreakingMap: the input must be (…, K − 1), got {x}.");

    /// <inheritdoc/>
    public override Shape InputShape(Shape y) => y.Rank > 0 && y[-1] > 1
        ? y.With(-1, y[-1] - 1)
        : throw new ShapeException($"StickBreakingMap: the output must be (…, K) with K at least 2, got {y}.");

    // In logarithms, so that small shares keep their digits: ln z = ln σ(u), ln(1 − z) = ln σ(−u)
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        var u = x - Offset(x);
        return (u.LogSigmoid().Pad(-1, 0, 1) + (-u).LogSigmoid().CumulativeSum(-1).Pad(-1, 1, 0)).Exp();
    }

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y)
    {
        var x = y.Slice(-1, 0, y.Shape[-1] - 1);
        return x.Log() - Parts.Left(y).Slice(-1, 1, x.Shape[-1]).Log() + Offset(x);
    }

    // The Jacobian is triangular with zₖ (1 − zₖ) Π (1 − zⱼ) = yₖ (1 − zₖ) on its diagonal.
    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y)
    {
        var u = x - Offset(x);
        return ((-u).LogSigmoid() + y.Slice(-1, 0, x.Shape[-1]).Log()).Sum(-1);
    }

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => y.Greater(0).All([-1]).LogicalAnd((y.Sum(-1) - 1).Abs().LessOrEqual(Slack));

    // ln(K − k) for k = 1 … K − 1
    static Tensor Offset(Tensor x) => (x.Shape[-1] - Tensor.Range(x.Shape[-1], x.DType)).Log();
}
