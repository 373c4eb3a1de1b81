using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Reduces the middle axis of a dense (outer, middle, inner) array: y[o, i] = x[o, 0, i] ∘ … ∘ x[o, middle − 1, i].</summary>
/// <remarks>Large work is cut by its size alone into pieces whose results are combined in order: the same bits for any number of threads.</remarks>
static unsafe class AxisReduction
{
    // Elements a chunk; a reduction reads only, so it pays from fewer bytes than a copy.
    const int Chunk = 32 * 1024;

    // Few results: each is computed in up to this many pieces.
    const int MaxPieces = 64, FewUnits = 16;

    /// <summary>With inner = 1 rows are reduced, with outer = 1 columns. Reducing no elements gives the reduction's identity.</summary>
    public static void Run<T, TOp>(T* x, T* y, long outer, long middle, long inner) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        if (outer * inner == 0)
            return;
        var strips = (inner + ColumnReduction.MaxColumns - 1) / ColumnReduction.MaxColumns;
        var size = middle * Math.Min(inner, ColumnReduction.MaxColumns);
        var pieces = outer * strips >= FewUnits ? 1 : Math.Clamp(size / Chunk, 1, MaxPieces);
        if (pieces == 1)
        {
            RunPieces<T, TOp>(x, y, outer, middle, inner, 1, strips);
            return;
        }

        using var partial = new Scratch<T>((nint)(outer * pieces * inner));
        RunPieces<T, TOp>(x, partial.Pointer, outer, middle, inner, pieces, strips);
        RunPieces<T, TOp>(partial.Pointer, y, outer, pieces, inner, 1, strips);
    }

    static void RunPieces<T, TOp>(T* x, T* y, long outer, long middle, long inner, long pieces, long strips)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        var work = new Work<T, TOp>(x, y, outer, middle, inner, pieces, strips);
        Workers.Run(work, work.Chunks);
    }

    // A unit is one strip of columns of one piece of the middle axis of one outer index; small units share a chunk.
    readonly struct Work<T, TOp>(T* x, T* y, long outer, long middle, long inner, long pieces, long strips) : IWork
        where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        readonly long piece = (middle + pieces - 1) / pieces;
        readonly long units = outer * pieces * strips;
        readonly long unitsPerChunk =
            Math.Max(1, Chunk / Math.Max(1, (middle + pieces - 1) / pieces * Math.Min(inner, ColumnReduction.MaxColumns)));

        public int Chunks => checked((int)((units + unitsPerChunk - 1) / unitsPerChunk));

        public void Run(int chunk)
        {
            var first = chunk * unitsPerChunk;
            var end = Math.Min(first + unitsPerChunk, units);
            if (inner == 1 && pieces == 1 && middle < RowReduction.ShortRow)
            {
                RowReduction.RunShort<T, TOp>(x + first * middle, y + first, end - first, (int)middle);
                return;
            }

            for (var unit = first; unit < end; unit++)
            {
                if (inner == 1)
                {
                    Row(unit);
                    continue;
                }

                var result = unit / strips;
                Columns(result, unit % strips * ColumnReduction.MaxColumns);
            }
        }

        void Row(long result)
        {
            var from = result % pieces * piece;
            y[result] = RowReduction.Run<T, TOp>(x + result / pieces * middle + from, Math.Clamp(middle - from, 0, piece));
        }

        void Columns(long result, long column)
        {
            var from = result % pieces * piece;
            ColumnReduction.Run<T, TOp>(
                x + (result / pieces * middle + from) * inner + column, inner,
                y + result * inner + column,
                Math.Clamp(middle - from, 0, piece), (int)Math.Min(ColumnReduction.MaxColumns, inner - column));
        }
    }
}
