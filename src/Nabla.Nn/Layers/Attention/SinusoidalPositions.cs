namespace Nabla.Nn;

/// <summary>
/// Adds to each position p of a sequence a vector of waves (Vaswani et al. 2017): feature 2i is sin(p / 10000^(2i / features)), feature 2i
/// + 1 the cosine of the same angle.
/// </summary>
/// <shape>(…, T, features) → (…, T, features) for T ≤ length</shape>
/// <param name="length">Most positions.</param>
/// <param name="features">Size of the last axis.</param>
public sealed class SinusoidalPositions(int length, int features) : Module<Tensor, Tensor>
{
    /// <summary>(length, features); not in files.</summary>
    public Buffer Waves { get; } = new(dtype => Table(length, features, dtype));

    /// <summary>The vectors of the positions 0 … length − 1.</summary>
    /// <shape>→ (length, features)</shape>
    public static Tensor Table(int length, int features, DType dtype = DType.Float32)
    {
        var values = new double[(long)length * features];
        for (var p = 0; p < length; p++)
            for (var f = 0; f < features; f++)
            {
                var angle = p / Math.Pow(10000, (f - f % 2) / (double)features);
                values[p * features + f] = f % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
            }

        return Tensor.From<double>(values, [length, features]).To(dtype);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => CallFrom(input, 0);

    /// <summary>For a piece of a sequence that begins at position <paramref name="first"/>.</summary>
    /// <shape>(…, T, features) → (…, T, features) for first + T ≤ length</shape>
    /// <exception cref="ShapeException">The last axis is not the features, or the sequence is too long.</exception>
    public Tensor CallFrom(Tensor input, int first) => input + PositionRows.Of(this, input, Waves, first);

    /// <inheritdoc/>
    public override string ToString() => $"SinusoidalPositions({length}, {features})";
}
