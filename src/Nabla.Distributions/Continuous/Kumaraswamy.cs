namespace Nabla.Distributions;

/// <summary>
/// Much like a <see cref="Beta"/> variable, but with a CDF in closed form (Kumaraswamy 1980): p(x) = a b x^(a−1) (1 − xᵃ)^(b−1) for x
/// between 0 and 1.
/// </summary>
/// <param name="a">Above 0: the density near 0 goes as x^(a−1).</param>
/// <param name="b">Above 0: the density near 1 goes as (1 − x)^(b−1).</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
public sealed class Kumaraswamy(TensorOrNumber a, TensorOrNumber b)
    : Distribution(Arguments.Of("Kumaraswamy", ("a", a, Domain.Positive), ("b", b, Domain.Positive)))
{
    /// <summary>Above 0: the density near 0 goes as x^(A−1).</summary>
    /// <shape>(batch)</shape>
    public Tensor A => Argument(0);

    /// <summary>Above 0: the density near 1 goes as (1 − x)^(B−1).</summary>
    /// <shape>(batch)</shape>
    public Tensor B => Argument(1);

    /// <inheritdoc/>
    public override Support Support => Support.Unit;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <inheritdoc/>
    public override Tensor Mean => MeanPower(1);

    /// <inheritdoc/>
    public override Tensor Variance => MeanPower(2) - MeanPower(1).Square();

    // ψ(b + 1) + γ, a harmonic number where b is whole
    Tensor Harmonic => (B + 1).Digamma() + Exponential.Euler;

    /// <inheritdoc/>
    public override Tensor Entropy() => 1 - B.Reciprocal() + (1 - A.Reciprocal()) * Harmonic - A.Log() - B.Log();

    /// <inheritdoc/>
    protected internal override Tensor? MeanLogarithm => -Harmonic / A;

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Supports.Within(x, x.GreaterOrEqual(0).LogicalAnd(x.LessOrEqual(1)), 0.5, x =>
        A.Log() + B.Log() + (A - 1).XLogY(x) + (B - 1).XLogY(Beyond(x)));

    /// <inheritdoc/>
    protected override Tensor CdfAt(Tensor x) => Supports.Within(
        x, x.Greater(0).LogicalAnd(x.Less(1)), 0.5, x => -(B * Beyond(x).Log()).Expm1(), outside: 0) + x.GreaterOrEqual(1).To(DType);

    /// <inheritdoc/>
    protected override Tensor QuantileAt(Tensor p) => Root((-p).Log1p());

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Root(Noise(rng, shape).Log().To(DType));

    // 1 − xᵃ
    Tensor Beyond(Tensor x) => -(A * x.Log()).Expm1();

    // x with 1 − F(x) = e^log: (1 − e^(log / b))^(1 / a)
    Tensor Root(Tensor log) => ((-(log / B).Expm1()).Log() / A).Exp();

    // E[Xⁿ] = b B(1 + n / a, b)
    Tensor MeanPower(int n) => (B.Log() + IncompleteBeta.LogBeta(1 + n / A, B)).Exp();
}
