using System.Numerics;

namespace Nabla.Kernels;

/// <summary>How many bytes, each 0 or 1, are 1 along the middle axis of a dense (outer, middle, inner) array.</summary>
/// <remarks>Bytes are added as bytes, at most 255 in a place, then these sums to the counts.</remarks>
static unsafe class TruthCount
{
    // Bytes a chunk.
    const int Chunk = 64 * 1024;

    // Columns of one strip: their sums stay in the nearest cache. A long row is cut into pieces of this many bytes.
    const int Strip = 1024, Piece = 1 << 20;

    const int MostSums = 255;

    public static void Run(byte* x, long* y, long outer, long middle, long inner)
    {
        if (outer * inner == 0)
            return;
        if (inner > 1)
        {
            var strips = (inner + Strip - 1) / Strip;
            RunUnits(new Columns(x, y, strips, middle, inner), outer * strips, middle * Math.Min(inner, Strip));
            return;
        }

        var pieces = Math.Max(1, (middle + Piece - 1) / Piece);
        using var partial = new Scratch<long>((nint)(outer * pieces));
        RunUnits(new Rows(x, partial.Pointer, pieces, middle), outer * pieces, Math.Min(middle, Piece));
        for (long o = 0; o < outer; o++)
        {
            y[o] = 0;
            for (long piece = 0; piece < pieces; piece++)
                y[o] += partial.Pointer[o * pieces + piece];
        }
    }

    static void RunUnits<TUnit>(TUnit unit, long units, long bytes) where TUnit : struct, IRowKernel
    {
        var perChunk = Math.Max(1, Chunk / Math.Max(1, bytes));
        Workers.Run(new Work<TUnit>(unit, units, perChunk), checked((int)((units + perChunk - 1) / perChunk)));
    }

    readonly struct Work<TUnit>(TUnit unit, long units, long perChunk) : IWork where TUnit : struct, IRowKernel
    {
        public void Run(int chunk)
        {
            var end = Math.Min((chunk + 1) * perChunk, units);
            for (var i = chunk * perChunk; i < end; i++)
                unit.Row(i);
        }
    }

    readonly struct Rows(byte* x, long* counts, long pieces, long middle) : IRowKernel
    {
        public void Row(long unit)
        {
            var from = unit % pieces * Piece;
            counts[unit] = Of(x + unit / pieces * middle + from, Math.Min(Piece, middle - from));
        }

        static long Of(byte* row, long length)
        {
            long count = 0, i = 0;
            while (i <= length - Vector<byte>.Count)
            {
                var sums = Vector<byte>.Zero;
                var end = Math.Min(length - Vector<byte>.Count, i + (MostSums - 1L) * Vector<byte>.Count);
                for (; i <= end; i += Vector<byte>.Count)
                    sums += Vector.Load(row + i);
                Vector.Widen(sums, out var low, out var high);
                Vector.Widen(low + high, out Vector<uint> a, out var b);
                count += Vector.Sum(a + b);
            }

            for (; i < length; i++)
                count += row[i];
            return count;
        }
    }

    readonly struct Columns(byte* x, long* y, long strips, long middle, long inner) : IRowKernel
    {
        public void Row(long unit)
        {
            var column = unit % strips * Strip;
            var columns = (int)Math.Min(Strip, inner - column);
            var first = x + unit / strips * middle * inner + column;
            var counts = y + unit / strips * inner + column;
            new Span<long>(counts, columns).Clear();
            var sums = stackalloc byte[Strip];
            for (long row = 0; row < middle; row += MostSums)
            {
                Add(first + row * inner, (int)Math.Min(MostSums, middle - row), sums, columns);
                for (var c = 0; c < columns; c++)
                    counts[c] += sums[c];
            }
        }

        // sums[c] = Σ over the rows of row[c]
        void Add(byte* row, int rows, byte* sums, int columns)
        {
            new Span<byte>(sums, columns).Clear();
            for (var r = 0; r < rows; r++, row += inner)
            {
                var c = 0;
                for (; c <= columns - Vector<byte>.Count; c += Vector<byte>.Count)
                    (Vector.Load(sums + c) + Vector.Load(row + c)).Store(sums + c);
                for (; c < columns; c++)
                    sums[c] += row[c];
            }
        }
    }
}
