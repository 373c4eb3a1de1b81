namespace Nabla.Nn;

/// <summary>A learned vector for each of a number of symbols: y = the rows of the weight that the symbols name.</summary>
/// <shape>(…) int64 or int32 in 0 … count − 1 → (…, size)</shape>
/// <param name="count">Number of symbols.</param>
/// <param name="size">Numbers in each vector.</param>
/// <param name="padding">A symbol that stands for nothing: its vector is first 0 and never trained.</param>
/// <param name="maxNorm">
/// If given, vectors that are used and longer than this are shortened to it first, for good and without gradient.
/// </param>
public sealed class Embedding(int count, int size, int? padding = null, double? maxNorm = null) : Module<Tensor, Tensor>
{
    /// <summary>(count, size), first normal with mean 0 and deviation 1.</summary>
    public Parameter Weight { get; } = new([count, size], SymbolVectors.Init(count, padding));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (input.DType is not (DType.Int64 or DType.Int32))
            throw new ShapeException($"{this}: symbols must be int64 or int32, got {input.DType.Name()}.");
        if (maxNorm is { } longest)
            SymbolVectors.Shorten(Weight, input, longest);
        var rows = Weight.Value.Rows(input);
        return padding is { } symbol ? input.EqualTo(symbol).Unsqueeze(-1).Where(rows.Detach(), rows) : rows;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"Embedding({count} → {size}{(padding is null ? "" : $", padding {padding}")}{(maxNorm is null ? "" : $", max norm {maxNorm}")})";
}
