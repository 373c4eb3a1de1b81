using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// A dense matrix read in groups of a few rows, so that a group fills whole registers however few columns there are. One number a column
/// (a mean, a scale) is repeated over a group. Groups are cut into chunks by the size of the matrix alone.
/// </summary>
readonly unsafe struct Tiling
{
    const int WideEnough = 128, Elements = 32 * 1024, MaxChunks = 256;

    readonly long rows, perChunk;

    public Tiling(long rows, int columns)
    {
        (this.rows, Columns) = (rows, columns);
        Fold = columns >= WideEnough ? 1 : 8 * Math.Max(1, WideEnough / 8 / columns);
        var wanted = Math.Max(Math.Max(1, Elements / columns), (rows + MaxChunks - 1) / MaxChunks);
        perChunk = (wanted + Fold - 1) / Fold * Fold;
        Chunks = (int)((rows + perChunk - 1) / perChunk);
    }

    public int Columns { get; }

    /// <summary>Rows a group.</summary>
    public int Fold { get; }

    /// <summary>Elements a group.</summary>
    public int Width => Fold * Columns;

    public int Chunks { get; }

    public long FirstRow(int chunk) => chunk * perChunk;

    public long RowsOf(int chunk) => Math.Min(perChunk, rows - FirstRow(chunk));

    /// <summary>tile[k · columns + c] = column[c].</summary>
    public void Widen<T>(T* column, T* tile) where T : unmanaged
    {
        for (var k = 0; k < Fold; k++)
            new Span<T>(column, Columns).CopyTo(new Span<T>(tile + k * Columns, Columns));
    }

    /// <summary>column[c] = Σ tile[k · columns + c].</summary>
    public void AddUp<T>(T* tile, T* column) where T : unmanaged, INumber<T>
    {
        for (var c = 0; c < Columns; c++)
        {
            var sum = tile[c];
            for (var k = 1; k < Fold; k++)
                sum += tile[k * Columns + c];
            column[c] = sum;
        }
    }
}
