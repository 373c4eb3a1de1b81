using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Mean and variance of each column of a dense matrix: the statistics of batch normalisation on channels-last data.</summary>
static unsafe class ColumnStatistics
{
    /// <summary>mean = Σ x / rows, variance = Σ (x − mean)² / rows (biased). There must be rows.</summary>
    /// <remarks>
    /// Each chunk of rows, small enough for the cache, finds its own mean and squared distance from it in two passes; then
    /// Σ (x − mean)² = Σ over chunks of (distance + n (chunk mean − mean)²) exactly. Nothing cancels, whatever the size of the mean.
    /// </remarks>
    public static void Run<T>(T* x, T* mean, T* variance, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns == 0)
            return;
        var tiling = new Tiling(rows, columns);
        using var memory = new Scratch<T>((nint)2 * tiling.Chunks * columns);
        var means = memory.Pointer;
        var distances = means + (long)tiling.Chunks * columns;
        Workers.Run(new Pieces<T>(x, means, distances, tiling), tiling.Chunks);
        Merge(means, distances, mean, variance, rows, tiling);
    }

    static void Merge<T>(T* means, T* distances, T* mean, T* variance, long rows, Tiling tiling)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = T.CreateTruncating(rows);
        for (var c = 0; c < tiling.Columns; c++)
        {
            var (sum, distance) = (T.Zero, T.Zero);
            for (var chunk = 0; chunk < tiling.Chunks; chunk++)
                sum += means[(long)chunk * tiling.Columns + c] * T.CreateTruncating(tiling.RowsOf(chunk));
            mean[c] = sum / count;
            for (var chunk = 0; chunk < tiling.Chunks; chunk++)
            {
                var at = (long)chunk * tiling.Columns + c;
                var shift = means[at] - mean[c];
                distance += distances[at] + T.CreateTruncating(tiling.RowsOf(chunk)) * shift * shift;
            }

            variance[c] = distance / count;
        }
    }

    readonly struct Pieces<T>(T* x, T* means, T* distances, Tiling tiling) : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            var columns = tiling.Columns;
            var rows = tiling.RowsOf(chunk);
            var first = x + tiling.FirstRow(chunk) * columns;
            var mean = means + (long)chunk * columns;
            for (var c = 0; c < columns; c += ColumnReduction.MaxColumns)
                ColumnReduction.Run<T, Summing>(first + c, columns, mean + c, rows, Math.Min(ColumnReduction.MaxColumns, columns - c));
            for (var c = 0; c < columns; c++)
                mean[c] /= T.CreateTruncating(rows);

            using var tiles = new Scratch<T>(2 * tiling.Width);
            var distance = tiles.Pointer + tiling.Width;
            tiling.Widen(mean, tiles.Pointer);
            new Span<T>(distance, tiling.Width).Clear();
            for (long row = 0; row < rows; row += tiling.Fold)
                AddDistances(first + row * columns, tiles.Pointer, distance, (int)Math.Min(tiling.Width, (rows - row) * columns));
            tiling.AddUp(distance, distances + (long)chunk * columns);
        }
    }

    // d[i] += (x[i] − m[i])²
    static void AddDistances<T>(T* x, T* m, T* d, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
        {
            var p = Vector.Load(x + i) - Vector.Load(m + i);
            Vector.Store(VectorMath.MultiplyAdd(p, p, Vector.Load(d + i)), d + i);
        }

        for (; i < count; i++)
            d[i] += (x[i] - m[i]) * (x[i] - m[i]);
    }
}
