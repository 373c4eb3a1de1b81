namespace Nabla;

/// <summary>How many elements lie in each bin.</summary>
public static class HistogramOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Counts in <paramref name="bins"/> bins of equal width from the smallest to the largest element, or over a given range; what lies
        /// outside and NaN is not counted. A bin holds its lower edge, the last one its upper edge too.
        /// </summary>
        /// <param name="bins">At least 1.</param>
        /// <param name="range">Lowest and highest edge; if equal, half a unit is added on either side.</param>
        /// <param name="weights">What each element counts, 1 if not given.</param>
        /// <param name="density">Divides by the sum of all counts and the bin's width, so that the area is 1.</param>
        /// <shape>x (…), weights (…) → counts (bins), edges (bins + 1)</shape>
        /// <exception cref="ArgumentOutOfRangeException">No bins, or a range whose end is below its begin.</exception>
        /// <exception cref="ShapeException">The elements are not floating-point, or the weights have another shape.</exception>
        /// <exception cref="InvalidOperationException">Inside a captured step without a range: the edges depend on the data.</exception>
        public (Tensor Counts, Tensor Edges) Histogram(
            int bins, (double Low, double High)? range = null, Tensor? weights = null, bool density = false)
        {
            Infer(x, bins, range, weights);
            return x.Histogram(Edges(x, bins, range), weights, density);
        }

        /// <summary>Counts between given edges, which must rise.</summary>
        /// <shape>x (…), edges (bins + 1), weights (…) → counts (bins), edges (bins + 1)</shape>
        /// <exception cref="ShapeException">Fewer than two edges, other dtypes, or weights of another shape.</exception>
        public (Tensor Counts, Tensor Edges) Histogram(Tensor edges, Tensor? weights = null, bool density = false)
        {
            Infer(x, edges.Rank == 1 ? edges.Shape[0] - 1 : 0, null, weights);
            var bins = edges.Shape[0] - 1;
            var place = Places(x.Detach().Reshape(-1), edges);
            var counts = Tensor.Zeros([bins + 2], x.DType, x.Device)
                .IndexAdd(0, place, (weights ?? Tensor.Ones(x.Shape, x.DType, x.Device)).Reshape(-1)).Slice(0, 1, bins);
            return (density ? counts / (counts.Sum() * edges.Diff()) : counts, edges);
        }
    }

    /// <summary>
    /// The bin of each element: 0 is below the first edge, that behind the last follows; an element on the last edge belongs to the last
    /// bin.
    /// </summary>
    internal static Tensor Places(Tensor x, Tensor edges)
    {
        var bins = edges.Shape[0] - 1;
        var last = Tensor.Scalar(bins, DType.Int64, x.Device);
        return x.EqualTo(edges.Slice(0, bins, 1)).Where(last, edges.SearchSorted(x, right: true));
    }

    internal static Tensor Edges(Tensor x, int bins, (double Low, double High)? range)
    {
        Infer(x, bins, range, null);
        var (low, high) = range ?? Extent(x);
        return double.IsFinite(high - low)
            ? Edges(bins, (low, high), x)
            : throw new ArgumentOutOfRangeException(nameof(range), $"Histogram: the range must be finite, got {low} … {high}.");
    }

    // Counted from the nearer end, so that both ends are exact.
    static Tensor Edges(int bins, (double Low, double High) range, Tensor like)
    {
        var (low, high) = range.Low == range.High ? (range.Low - 0.5, range.High + 0.5) : range;
        var step = (high - low) / bins;
        var edges = new double[bins + 1];
        for (var i = 0; i <= bins; i++)
            edges[i] = i < (bins + 1) / 2 ? low + i * step : high - (bins - i) * step;
        return Tensor.Constant<double>(edges).To(like.DType);
    }

    static (double Low, double High) Extent(Tensor x)
    {
        NonZeroOp.RequireEager("Histogram");
        return x.Length == 0 ? (0, 1) : (x.Min().Item(), x.Max().Item());
    }

    static void Infer(Tensor x, int bins, (double Low, double High)? range, Tensor? weights)
    {
        if (!x.DType.IsFloating())
            throw new ShapeException($"Histogram: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
        if (weights is not null && (weights.Shape != x.Shape || weights.DType != x.DType))
            throw new ShapeException(
                $"Histogram: the weights must be {x.Shape} {x.DType.Name()}, got {weights.Shape} {weights.DType.Name()}.");
        if (bins < 1 || range is { } r && !(r.Low <= r.High))
            throw new ArgumentOutOfRangeException(
                nameof(bins), $"Histogram: there must be a bin and a range that rises, got {bins} and {range?.ToString() ?? "no range"}.");
    }
}
