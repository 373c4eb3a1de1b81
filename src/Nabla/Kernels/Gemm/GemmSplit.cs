using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// Products with a long sum for a small C, as in gradients of weights: the sum is cut into parts that are computed side by side. A part's
/// rows of A and B were mostly written by the thread that computes the part, as threads begin with the same share each time.
/// </summary>
static unsafe class GemmSplit<T, R> where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
{
    const int LongSum = 2048;
    const int MinTerms = 512;           // of a part: as many as tiles sum before they write to C in any case
    const int MaxParts = 16;
    const long MaxC = 1 << 18;          // numbers; a larger C is shared out by its tiles
    const long MaxSums = 1 << 20;       // numbers of all parts
    const int ChunkNumbers = 1 << 14;   // of C, worth handing to another thread to add up

    /// <summary>Whether the sum is long and C small enough.</summary>
    public static bool Fits(in MatrixProduct<T> x) => x.K >= LongSum && (long)x.M * x.N <= MaxC;

    public static void Run(in MatrixProduct<T> x)
    {
        var size = (nint)x.M * x.N;
        var parts = (int)Math.Min(Math.Min(x.K / MinTerms, MaxParts), 1 + (MaxSums / size));
        using var sums = new Scratch<T>((parts - 1) * size);
        Workers.Run(new Part(x, sums.Pointer, (x.K + parts - 1) / parts), parts);
        var rows = Math.Max(1, ChunkNumbers / x.N);
        Workers.Run(new Total(x, sums.Pointer, parts - 1, rows), (x.M + rows - 1) / rows);
    }

    // c[i, j] += Σ over parts of sums[part, i, j], in the order of the parts
    readonly struct Total(MatrixProduct<T> x, T* sums, int parts, int rows) : IWork
    {
        public void Run(int chunk)
        {
            for (var i = chunk * rows; i < Math.Min(x.M, (chunk + 1) * rows); i++)
            {
                T* c = x.C + (i * x.CRow), from = sums + ((nint)i * x.N);
                for (var part = 0; part < parts; part++, from += (nint)x.M * x.N)
                    Add(c, from);
            }
        }

        void Add(T* c, T* from)
        {
            var j = 0;
            for (; j + R.Count <= x.N; j += R.Count)
                (R.Load(c + j) + R.Load(from + j)).Store(c + j);
            for (; j < x.N; j++)
                c[j] += from[j];
        }
    }

    /// <summary>The first part goes to C itself, the others to a matrix of their own.</summary>
    readonly struct Part(MatrixProduct<T> x, T* sums, int terms) : IWork
    {
        public void Run(int part)
        {
            var y = x.Terms(part * terms, Math.Min(terms, x.K - (part * terms)));
            if (part > 0)
            {
                (y.CRow, y.Accumulate) = (x.N, false);
                y.C = sums + ((part - 1) * (nint)x.M * x.N);
            }

            GemmTiled<T, R>.RunBlocks(y);
        }
    }
}
