using System.Numerics;

namespace Nabla.Kernels;

static unsafe partial class Gemm
{
    const int PlainTerms = 64;
    const int PlainRows = 16;

    /// <summary>The product of <see cref="Run{T}"/> for any kind of number: whole numbers wrap around.</summary>
    public static void RunPlain<T>(
        int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow, T* bias = null, bool accumulate = false)
        where T : unmanaged, INumberBase<T>
    {
        var x = new MatrixProduct<T>(m, n, k, a, aRow, aCol, b, bRow, bCol, c, cRow, bias, accumulate);
        if (m > 0 && n > 0)
            Workers.Run(new PlainRowsOf<T>(x), x.Work < 1 << 16 ? 1 : (m + PlainRows - 1) / PlainRows);
    }

    readonly struct PlainRowsOf<T>(MatrixProduct<T> x) : IWork where T : unmanaged, INumberBase<T>
    {
        public void Run(int chunk)
        {
            var last = x.Work < 1 << 16 ? x.M : Math.Min(x.M, (chunk + 1) * PlainRows);
            using var copy = new Scratch<T>((nint)PlainTerms * x.N);
            for (var row = chunk * PlainRows; row < last; row++)
                Start(row);
            for (var k = 0; k < x.K; k += PlainTerms)
                Add(chunk * PlainRows, last, k, Math.Min(PlainTerms, x.K - k), copy.Pointer);
        }

        void Start(int row)
        {
            var c = new Span<T>(x.C + (row * x.CRow), x.N);
            if (!x.Accumulate)
                c.Clear();
            if (x.Bias != null)
                for (var j = 0; j < c.Length; j++)
                    c[j] += x.Bias[j];
        }

        // c[i, j] += Σ_k a[i, k] b[k, j]; the rows of b in use are laid out without gaps first.
        void Add(int first, int last, int k, int terms, T* copy)
        {
            var rows = x.B + (k * x.BRow);
            for (var p = 0; p < terms; p++)
                for (var j = 0; j < x.N; j++)
                    copy[((nint)p * x.N) + j] = rows[(p * x.BRow) + (j * x.BCol)];
            for (var i = first; i < last; i++)
                for (var p = 0; p < terms; p++)
                    AddRow(x.C + (i * x.CRow), x.A[(i * x.ARow) + ((k + p) * x.ACol)], copy + ((nint)p * x.N), x.N);
        }

        static void AddRow(T* c, T a, T* b, int n)
        {
            var j = 0;
            if (Vector<T>.IsSupported)
            {
                for (; j + Vector<T>.Count <= n; j += Vector<T>.Count)
                    (Vector.Load(c + j) + (Vector.Create(a) * Vector.Load(b + j))).Store(c + j);
            }

            for (; j < n; j++)
                c[j] += a * b[j];
        }
    }
}
