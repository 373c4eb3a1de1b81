namespace Nabla.Nn;

/// <summary>A learned vector for each of a number of symbols: y = the rows of the weight that the symbols name.</summary>
/// <shape>(…) int64 or int32 in 0 … count − 1 → (…, size)</shape>
/// <param name="count">Number of symbols.</param>
/// <param name="size">Numbers in each vector.</param>
public sealed class Embedding(int count, int size) : Module<Tensor, Tensor>
{
    /// <summary>(count, size), first normal with mean 0 and deviation 1.</summary>
    public Parameter Weight { get; } = new([count, size], Init.Normal());

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.DType is DType.Int64 or DType.Int32
        ? Weight.Value.Rows(input)
        : throw new ShapeException($"{this}: symbols must be int64 or int32, got {input.DType.Name()}.");

    /// <inheritdoc/>
    public override string ToString() => $"Embedding({count} → {size})";
}
