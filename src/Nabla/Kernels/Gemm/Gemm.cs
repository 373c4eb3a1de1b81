using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>Matrix products of strided views. Results have the same bits for any number of threads.</summary>
static unsafe partial class Gemm
{
    /// <summary>C[i,j] = (accumulate ? C[i,j] : 0) + Σ_k A[i,k] B[k,j] + (bias is null ? 0 : bias[j]).</summary>
    /// <remarks>Strides count elements; A and B may be transposed, strided or broadcast with stride 0. C must not overlap A, B or bias.</remarks>
    public static void Run<T>(
        int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow, T* bias = null, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = new MatrixProduct<T>(m, n, k, a, aRow, aCol, b, bRow, bCol, c, cRow, bias, accumulate);
        if (m > 0 && n > 0)
            Multiply(x);
    }

    /// <summary><see cref="Run{T}"/> for <paramref name="batch"/> matrices: number i starts at a + aOffsets[i], b + bOffsets[i], c + cOffsets[i].</summary>
    public static void RunBatch<T>(
        int batch, nint* aOffsets, nint* bOffsets, nint* cOffsets, int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol,
        T* c, nint cRow, T* bias = null, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = new MatrixProduct<T>(m, n, k, a, aRow, aCol, b, bRow, bCol, c, cRow, bias, accumulate);
        if (m == 0 || n == 0 || batch == 0)
            return;
        var work = new Batch<T>(x, batch, aOffsets, bOffsets, cOffsets);
        if (work.Chunks >= 8 || work.Chunks == 1)
            Workers.Run(work, work.Chunks);
        else
            for (var i = 0; i < work.Chunks; i++)
                work.Run(i);
    }

    static void Multiply<T>(in MatrixProduct<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            RunPlain(x.M, x.N, x.K, x.A, x.ARow, x.ACol, x.B, x.BRow, x.BCol, x.C, x.CRow, x.Bias, x.Accumulate);
        else if (Vector512.IsHardwareAccelerated)
            GemmTiled<T, Wide<T>>.Run(x);
        else if (Vector.IsHardwareAccelerated)
            GemmTiled<T, Plain<T>>.Run(x);
        else
            GemmTiled<T, One<T>>.Run(x);
    }

    readonly struct Batch<T> : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const long ChunkWork = 1 << 18;
        readonly MatrixProduct<T> x;
        readonly nint* aOffsets;
        readonly nint* bOffsets;
        readonly nint* cOffsets;
        readonly int batch;
        readonly int each;

        public Batch(MatrixProduct<T> x, int batch, nint* aOffsets, nint* bOffsets, nint* cOffsets)
        {
            this.x = x;
            this.batch = batch;
            this.aOffsets = aOffsets;
            this.bOffsets = bOffsets;
            this.cOffsets = cOffsets;
            each = (int)Math.Clamp(ChunkWork / Math.Max(1, x.Work), 1, batch);
        }

        public int Chunks => (batch + each - 1) / each;

        public void Run(int chunk)
        {
            var y = x;
            for (var i = chunk * each; i < Math.Min(batch, (chunk + 1) * each); i++)
            {
                y.A = x.A + aOffsets[i];
                y.B = x.B + bOffsets[i];
                y.C = x.C + cOffsets[i];
                Multiply(y);
            }
        }
    }
}
