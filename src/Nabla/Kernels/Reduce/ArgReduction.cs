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
            using var extremes = new Scratch<T>(columns);
            using var places = new Scratch<T>(columns);         // whole numbers of T's width
            T* best = extremes.Pointer, place = places.Pointer;
            new Span<T>(first, columns).CopyTo(new Span<T>(best, columns));
            new Span<byte>(place, columns * sizeof(T)).Clear();
            for (long m = 1; m < middle; m++)
                Row(first + m * inner, m, best, place, columns);
            for (var c = 0; c < columns; c++)
                index[c] = sizeof(T) == sizeof(int) ? ((int*)place)[c] : ((long*)place)[c];
        }

        // Where x[c] goes beyond best[c], or is the first NaN: best[c] = x[c], place[c] = m.
        static void Row(T* x, long m, T* best, T* place, int columns)
        {
            var number = sizeof(T) == sizeof(int) ? Vector.Create((int)m).As<int, T>() : Vector.Create(m).As<long, T>();
            var c = 0;
            for (; c <= columns - Vector<T>.Count; c += Vector<T>.Count)
            {
                Vector<T> value = Vector.Load(x + c), before = Vector.Load(best + c);
                var beyond = (typeof(TOp) == typeof(Largest) ? Vector.GreaterThan(value, before) : Vector.LessThan(value, before))
                    | Vector.AndNot(Vector.Equals(before, before), Vector.Equals(value, value));
                Vector.ConditionalSelect(beyond, value, before).Store(best + c);
                Vector.ConditionalSelect(beyond, number, Vector.Load(place + c)).Store(place + c);
            }

            for (; c < columns; c++)
                if ((typeof(TOp) == typeof(Largest) ? x[c] > best[c] : x[c] < best[c]) || T.IsNaN(x[c]) && !T.IsNaN(best[c]))
                    (best[c], place[c]) = (x[c], number[0]);
        }
    }
}
