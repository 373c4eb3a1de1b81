namespace Nabla.Distributions;

/// <summary>y = x^exponent, of numbers above 0.</summary>
/// <param name="exponent">Anything but 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The exponent is 0.</exception>
public sealed class PowerMap(TensorOrNumber exponent) : Bijection
{
    readonly Arguments arguments = Arguments.Of("PowerMap", ("exponent", exponent, Domain.NotZero));

    /// <summary>The power.</summary>
    public Tensor Exponent => arguments.Values[0];

    /// <inheritdoc/>
    public override double Safe => 1;

    /// <inheritdoc/>
    public override Tensor? Direction => Exponent.Detach().Sign();

    /// <inheritdoc/>
    public override Shape Shape => Exponent.Shape;

    /// <inheritdoc/>
    public override Support Values => Support.Positive;

    /// <inheritdoc/>
    public override Support Image(Support x) => x == Support.Positive ? Support.Positive : Support.Interval;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape x) => Parts.Joint(this, x, Shape);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => (Exponent * x.Log()).Exp();

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => (y.Log() / Exponent).Exp();

    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y) => Exponent.Abs().Log() + (Exponent - 1) * x.Log();

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => y.Greater(0);

    /// <inheritdoc/>
    public override string ToString() => arguments.ToString();
}
