using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Products with a long sum for a small C, as in gradients of weights: the sum is cut into parts that are computed side by side.</summary>
static unsafe class GemmSplit<T, R> where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
{
    const int MinTerms = 2048;      // of a part
    const int MaxParts = 16;
    const int MaxTiles = 64;        // with more, the tiles alone keep the threads busy

    /// <summary>Whether the sum is long and C small enough.</summary>
    public static bool Fits(in MatrixProduct<T> x) =>
        x.K >= 2 * MinTerms && (long)((x.M + GemmTiles<T, R>.MaxRows - 1) / GemmTiles<T, R>.MaxRows) * ((x.N + (2 * R.Count) - 1) / (2 * R.Count)) <= MaxTiles;

    public static void Run(in MatrixProduct<T> x)
    {
        var parts = Math.Min(x.K / MinTerms, MaxParts);
        var size = (nint)x.M * x.N;
        using var sums = new Scratch<T>((parts - 1) * size);
        Workers.Run(new Part(x, sums.Pointer, (x.K + parts - 1) / parts), parts);
        for (var part = 1; part < parts; part++)
            Add(x, sums.Pointer + ((part - 1) * size));
    }

    // c[i, j] += sums[i, j]
    static void Add(in MatrixProduct<T> x, T* sums)
    {
        for (var i = 0; i < x.M; i++, sums += x.N)
        {
            var c = x.C + (i * x.CRow);
            var j = 0;
            for (; j + R.Count <= x.N; j += R.Count)
                (R.Load(c + j) + R.Load(sums + j)).Store(c + j);
            for (; j < x.N; j++)
                c[j] += sums[j];
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
