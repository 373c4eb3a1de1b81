namespace Nabla.Distributions;

/// <summary>
/// Vectors of N (N − 1) / 2 numbers onto Cholesky factors L of correlation matrices of size N (Stan Reference Manual, "Cholesky factors of
/// correlation matrices"): with r = tanh x, row by row, L_ij = r_ij √(Π (1 − r_ik²) over k &lt; j), so that each row has length 1.
/// </summary>
public sealed class CorrelationFactorMap : Bijection
{
    const double Slack = 1e-4;      // What a row of rounded numbers may differ from length 1.

    /// <inheritdoc/>
    public override int InputRank => 1;

    /// <inheritdoc/>
    public override int OutputRank => 2;

    /// <inheritdoc/>
    public override Support Values => Support.CorrelationFactor;

    /// <inheritdoc/>
    public override bool IsFixed => true;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape x)
    {
        var n = x.Rank == 0 ? 0 : Size(x[-1]);
        return n >= 2 && n * (n - 1) / 2 == x[-1] ? Shape.Of([.. x.ToArray()[..^1], n, n]) : throw new ShapeException(
            $"CorrelationFactorMap: the input must be (…, N (N − 1) / 2) with N at least 2, got {x}.");
    }

    /// <inheritdoc/>
    public override Shape InputShape(Shape y) => y.Rank >= 2 && y[-1] == y[-2] && y[-1] >= 2
        ? Shape.Of([.. y.ToArray()[..^2], y[-1] * (y[-1] - 1) / 2])
        : throw new ShapeException($"CorrelationFactorMap: the output must be (…, N, N) with N at least 2, got {y}.");

    // Outside the triangle x is 0, where ln(1 − r²) is 0 and r is put to 1 on the diagonal.
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        var n = OutputShape(x.Shape)[-1];
        var whole = x.PutInto(n);
        var left = (0.5 * LogRest(whole)).CumulativeSum(-1).Slice(-1, 0, n - 1).Pad(-1, 1, 0).Exp();
        return (whole.Tanh() + Tensor.Identity(n, x.DType)) * left.Lower();
    }

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y)
    {
        InputShape(y.Shape);
        var n = y.Shape[-1];
        return (y.Below(n) / Parts.Left(y.Square()).Below(n).Sqrt()).Atanh();
    }

    // ∂L_ij/∂r_ij = √(Π (1 − r_ik²) over k < j), and dr/dx = 1 − r²; both in logarithms
    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y)
    {
        var n = y.Shape[-1];
        var rest = LogRest(x.PutInto(n));
        var left = (0.5 * rest).CumulativeSum(-1) - 0.5 * rest;
        return (left + rest).Lower(-1).Sum([-2, -1]);
    }

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => y.Diagonal().Greater(0).All([-1]).LogicalAnd(y.EqualTo(y.Lower()).All([-2, -1]))
        .LogicalAnd((y.Square().Sum(-1) - 1).Abs().LessOrEqual(Slack).All([-1]));

    // ln(1 − tanh² x) = 2 (ln 2 − x − softplus(−2x)), which does not round to −∞
    static Tensor LogRest(Tensor x) => 2 * (Math.Log(2) + (2 * x).LogSigmoid() - x);

    // N from N (N − 1) / 2
    static int Size(int count) => (int)Math.Round(Math.Sqrt(0.25 + 2.0 * count) + 0.5);
}
