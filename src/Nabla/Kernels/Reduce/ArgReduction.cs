using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Positions of the largest or smallest element along the middle axis of (outer, middle, inner); the first if equal, NaN wins.</summary>
static unsafe class ArgReduction
{
    const int Chunk = 16 * 1024;

    /// <summary>y[o, i] = first m with x[o, m, i] the extreme of x[o, ·, i]; middle is at least 1.</summary>
    /// <typeparam name="T">float, double, int or long.</typeparam>
    /// <typeparam name="TOp"><see cref="Largest"/> or <see cref="Smallest"/>.</typeparam>
    public static void Run<T, TOp>(T* x, long* y, long outer, long middle, long inner) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        if (outer * inner == 0)
            return;
        var work = new Work<T, TOp>(x, y, outer, middle, inner);
        Workers.Run(work, work.Chunks);
    }

    readonly struct Work<T, TOp>(T* x, long* y, long outer, long middle, long inner) : IWork
        where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        // Strips of columns so narrow that their best values stay in the nearest cache.
        const int Strip = ColumnReduction.MaxColumns;

        readonly long strips = (inner + Strip - 1) / Strip;
        readonly long units = outer * ((inner + Strip - 1) / Strip);
        readonly long unitsPerChunk = Math.Max(1, Chunk / (middle * Math.Min(inner, Strip)));

        public int Chunks => checked((int)((units + unitsPerChunk - 1) / unitsPerChunk));

        public void Run(int chunk)
        {
            var end = Math.Min((chunk + 1) * unitsPerChunk, units);
            for (var unit = chunk * unitsPerChunk; unit < end; unit++)
                if (inner == 1)
                    y[unit] = IndexOf(x + unit * middle, RowReduction.Run<T, TOp>(x + unit * middle, middle));
                else
                    Columns(unit / strips, unit % strips * Strip);
        }

        // The first element equal to the extreme: NaN equals nothing, so it is told by being unequal to itself.
        long IndexOf(T* row, T extreme)
        {
            long i = 0;
            var wanted = new Vector<T>(extreme);
            var isNaN = T.IsNaN(extreme);
            for (; i <= middle - Vector<T>.Count; i += Vector<T>.Count)
            {
                var v = Vector.Load(row + i);
                if (isNaN ? !Vector.EqualsAll(v, v) : Vector.EqualsAny(v, wanted))
                    break;
            }

            while (isNaN ? !T.IsNaN(row[i]) : row[i] != extreme)
                i++;
            return i;
        }

        void Columns(long o, long column)
        {
            var columns = (int)Math.Min(Strip, inner - column);
            var first = x + o * middle * inner + column;
            var index = y + o * inner + column;
            using var best = new Scratch<T>(columns);
            ColumnReduction.Run<T, TOp>(first, inner, best.Pointer, middle, columns);
            new Span<long>(index, columns).Fill(-1);
            var missing = columns;
            for (long m = 0; missing > 0; m++)
                for (var c = 0; c < columns; c++)
                {
                    var v = first[m * inner + c];
                    if (index[c] >= 0 || v != best.Pointer[c] && !T.IsNaN(v))
                        continue;
                    index[c] = m;
                    missing--;
                }
        }
    }
}
