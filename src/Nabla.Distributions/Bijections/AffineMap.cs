namespace Nabla.Distributions;

/// <summary>y = shift + scale x.</summary>
/// <param name="shift">Where 0 goes.</param>
/// <param name="scale">Anything but 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The scale is 0.</exception>
public sealed class AffineMap(TensorOrNumber shift, TensorOrNumber scale) : Bijection
{
    readonly Arguments arguments = Arguments.Of("AffineMap", ("shift", shift, Domain.Finite), ("scale", scale, Domain.NotZero));

    /// <summary>Where 0 goes.</summary>
    public Tensor Shift => arguments.Values[0];

    /// <summary>The slope.</summary>
    public Tensor Scale => arguments.Values[1];

    /// <inheritdoc/>
    public override double Safe => 0;

    /// <inheritdoc/>
    public override Tensor? Direction => Scale.Detach().Sign();

    /// <inheritdoc/>
    public override Shape Shape => Scale.Shape;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape x) => Parts.Joint(this, x, Shape);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Shift + Scale * x;

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => (y - Shift) / Scale;

    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y) =>
        Scale.Abs().Log().BroadcastTo(Nabla.Shape.Broadcast(Scale.Shape, x.Shape)!.Value);

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => y.EqualTo(y);

    /// <inheritdoc/>
    public override string ToString() => arguments.ToString();
}
