namespace Nabla;

/// <summary>How many vectors lie in each cell of a grid.</summary>
public static class HistogramOfVectorsOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Counts of rows in a grid of bins, one axis for each feature, each from its smallest to its largest number or over a given range;
        /// rows with a feature outside or NaN are not counted. A bin holds its lower edge, the last one its upper edge too.
        /// </summary>
        /// <param name="bins">One number for each feature, at least 1.</param>
        /// <param name="ranges">Lowest and highest edge for each feature; if equal, half a unit is added on either side.</param>
        /// <param name="weights">What each row counts, 1 if not given.</param>
        /// <param name="density">Divides by the sum of all counts and the cell's volume, so that the integral is 1.</param>
        /// <shape>x (…, D), weights (…) → counts (bins₁, …, bins_D), edges D × (bins + 1)</shape>
        /// <exception cref="ArgumentOutOfRangeException">No bins, or a range whose end is below its begin.</exception>
        /// <exception cref="ShapeException">
        /// x is not (…, D) of floating-point numbers with D numbers of bins and ranges, or the weights do not fit.
        /// </exception>
        /// <exception cref="InvalidOperationException">Inside a captured step without ranges: the edges depend on the data.</exception>
        public (Tensor Counts, Tensor[] Edges) HistogramOfVectors(
            ReadOnlySpan<int> bins, ReadOnlySpan<(double Low, double High)> ranges = default, Tensor? weights = null, bool density = false)
        {
            Infer(x, bins.Length, weights);
            if (!ranges.IsEmpty && ranges.Length != bins.Length)
                throw new ShapeException($"HistogramOfVectors: there must be {bins.Length} ranges like bins, got {ranges.Length}.");
            var edges = new Tensor[bins.Length];
            for (var i = 0; i < edges.Length; i++)
                edges[i] = HistogramOp.Edges(x.Select(-1, i), bins[i], ranges.IsEmpty ? null : ranges[i]);
            return (Count(x, edges, weights, density), edges);
        }

        /// <summary>Counts between given edges of each feature, which must rise.</summary>
        /// <shape>x (…, D), edges D × (bins + 1), weights (…) → (bins₁, …, bins_D)</shape>
        /// <exception cref="ShapeException">Fewer than two edges of a feature, other dtypes, or weights that do not fit.</exception>
        public Tensor HistogramOfVectors(Tensor[] edges, Tensor? weights = null, bool density = false)
        {
            ArgumentNullException.ThrowIfNull(edges);
            Infer(x, edges.Length, weights);
            if (edges.Any(e => e.Rank != 1 || e.Shape[0] < 2))
                throw new ShapeException(
                    $"HistogramOfVectors: edges must be vectors of at least 2, got {string.Join(", ", edges.Select(e => e.Shape))}.");
            return Count(x, edges, weights, density);
        }
    }

    static Tensor Count(Tensor x, Tensor[] edges, Tensor? weights, bool density)
    {
        var rows = x.Detach().Reshape(checked((int)(x.Length / x.Shape[-1])), x.Shape[-1]);

        // Each axis of the grid has a bin before the first edge and one behind the last, which are cut off at the end.
        var wide = Array.ConvertAll(edges, e => e.Shape[0] + 1);
        var place = Tensor.Zeros([rows.Shape[0]], DType.Int64, x.Device);
        for (var i = 0; i < edges.Length; i++)
            place = place * wide[i] + HistogramOp.Places(rows.Select(1, i), edges[i]);
        var counts = Tensor.Zeros([wide.Aggregate(1, (a, b) => checked(a * b))], x.DType, x.Device)
            .IndexAdd(0, place, weights?.Detach().Reshape(-1) ?? Tensor.Ones([rows.Shape[0]], x.DType, x.Device)).Reshape(wide);
        for (var i = 0; i < edges.Length; i++)
            counts = counts.Slice(i, 1, wide[i] - 2);
        if (!density)
            return counts;
        counts /= counts.Sum();
        for (var i = 0; i < edges.Length; i++)
            counts /= edges[i].Diff().Reshape([wide[i] - 2, .. Enumerable.Repeat(1, edges.Length - 1 - i)]);
        return counts;
    }

    static void Infer(Tensor x, int features, Tensor? weights)
    {
        if (!x.DType.IsFloating() || x.Rank == 0 || features == 0 || x.Shape[-1] != features)
            throw new ShapeException(
                $"HistogramOfVectors: x must be (…, {features}) of a floating-point dtype, got {x.Shape} {x.DType.Name()}.");
        if (weights is not null && (weights.Shape != x.Shape.Remove(-1) || weights.DType != x.DType))
            throw new ShapeException(
                $"HistogramOfVectors: the weights must be {x.Shape.Remove(-1)} {x.DType.Name()}, "
                + $"got {weights.Shape} {weights.DType.Name()}.");
    }
}
