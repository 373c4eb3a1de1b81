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
    protected override Tensor Forward(Tensor input) => CallFrom(input, 0);

    /// <summary>For a piece of a sequence that begins at position <paramref name="first"/>.</summary>
    /// <shape>(…, T, features) → (…, T, features) for first + T ≤ length</shape>
    /// <exception cref="ShapeException">The last axis is not the features, or the sequence is too long.</exception>
    public Tensor CallFrom(Tensor input, int first) => input + PositionRows.Of(this, input, Weight, first);

    /// <inheritdoc/>
    public override string ToString() => $"LearnedPositions({length}, {features})";
}
