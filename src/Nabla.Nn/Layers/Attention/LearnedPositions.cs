namespace Nabla.Nn;

/// <summary>Adds to each position of a sequence a vector of its own, which is learned.</summary>
/// <shape>(…, T, features) → (…, T, features) for T ≤ length</shape>
/// <param name="length">Most positions.</param>
/// <param name="features">Size of the last axis.</param>
/// <param name="deviation">Standard deviation of the first values; 0 begins without any.</param>
public sealed class LearnedPositions(int length, int features, double deviation = 0.02) : Module<Tensor, Tensor>
{
    /// <summary>(length, features), first normal with mean 0.</summary>
    public Parameter Weight { get; } = new([length, features], deviation == 0 ? Init.Constant(0) : Init.Normal(deviation));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        LastAxis.Require(this, input, features);
        if (input.Rank < 2 || input.Shape[-2] > length)
            throw new ShapeException($"{this}: the input must be (…, T, {features}) with T up to {length}, got {input.Shape}.");
        return input + (input.Shape[-2] == length ? Weight.Value : Weight.Value.Slice(0, 0, input.Shape[-2]));
    }

    /// <inheritdoc/>
    public override string ToString() => $"LearnedPositions({length}, {features})";
}
