namespace Nabla.Nn;

/// <summary>How the vectors of a bag become one.</summary>
public enum BagMode
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>The largest of each feature.</summary>
    Max,
}

/// <summary>
/// One vector for a bag of symbols, such as the words of a sentence: mean, sum or maximum of their learned vectors. An empty bag is 0.
/// </summary>
/// <shape>(N, L) int64 or int32 in 0 … count − 1 → (N, size)</shape>
/// <param name="count">Number of symbols.</param>
/// <param name="size">Numbers in each vector.</param>
/// <param name="mode">How the vectors of a bag become one.</param>
/// <param name="padding">A symbol that stands for nothing: it does not count, so bags may have different numbers of symbols.</param>
public sealed class EmbeddingBag(int count, int size, BagMode mode = BagMode.Mean, int? padding = null) : Module<Tensor, Tensor>
{
    /// <summary>(count, size), first normal with mean 0 and deviation 1.</summary>
    public Parameter Weight { get; } = new([count, size], SymbolVectors.Init(count, padding));

    /// <summary>The sum with a factor for each symbol.</summary>
    /// <shape>symbols (N, L), factors (N, L) → (N, size)</shape>
    /// <exception cref="ShapeException">The mode is not the sum, or the shapes differ.</exception>
    public Tensor CallWeighted(Tensor symbols, Tensor factors)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        ArgumentNullException.ThrowIfNull(factors);
        if (mode != BagMode.Sum || factors.Shape != symbols.Shape)
            throw new ShapeException(
                $"{this}: factors need the sum and the shape {symbols.Shape} of the symbols, got {mode} and {factors.Shape}.");
        return Reduce(symbols, factors);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Reduce(input, null);

    /// <inheritdoc/>
    public override string ToString() => $"EmbeddingBag({count} → {size}, {mode}{(padding is null ? "" : $", padding {padding}")})";

    Tensor Reduce(Tensor symbols, Tensor? factors)
    {
        if (symbols.DType is not (DType.Int64 or DType.Int32) || symbols.Rank != 2)
            throw new ShapeException($"{this}: symbols must be int64 or int32 (N, L), got {symbols.Shape} {symbols.DType.Name()}.");
        var rows = Weight.Value.Rows(symbols);                                              // (N, L, size)
        if (factors is not null)
            rows *= factors.Unsqueeze(-1);
        var ignored = padding is { } symbol ? symbols.EqualTo(symbol).Unsqueeze(-1) : null;           // (N, L, 1)
        return mode == BagMode.Max ? Largest(rows, ignored) : Sum(rows, ignored);
    }

    static Tensor Largest(Tensor rows, Tensor? ignored)
    {
        if (rows.Shape[1] == 0)
            return Tensor.Zeros([rows.Shape[0], rows.Shape[2]], rows.DType);
        if (ignored is null)
            return rows.Max(1);
        var largest = ignored.Where(Tensor.Full([1], double.NegativeInfinity, rows.DType), rows).Max(1);
        return ignored.All([1]).Where(Tensor.Zeros([1], rows.DType), largest);
    }

    Tensor Sum(Tensor rows, Tensor? ignored)
    {
        var sum = (ignored is null ? rows : ignored.Where(Tensor.Zeros([1], rows.DType), rows)).Sum(1);
        if (mode == BagMode.Sum)
            return sum;
        return ignored is null
            ? sum / Math.Max(1, rows.Shape[1])
            : sum / (rows.Shape[1] - ignored.To(rows.DType).Sum(1)).Clamp(1, double.PositiveInfinity);
    }
}
