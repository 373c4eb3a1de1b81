using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>Transposed copies: y[c, r] = x[r, c].</summary>
static unsafe class Transposition
{
    const int Strip = 64;       // columns at a time, so that what is written stays in the first cache until its lines are full

    /// <summary>
    /// Copies a <paramref name="rows"/> × <paramref name="columns"/> matrix whose rows lie <paramref name="xRow"/> apart.
    /// </summary>
    public static void Copy<T>(T* x, nint xRow, T* y, nint yRow, nint rows, nint columns) where T : unmanaged
    {
        if (!Avx.IsSupported || (typeof(T) != typeof(float) && typeof(T) != typeof(double)))
        {
            CopyPlain(x, xRow, y, yRow, rows, columns);
            return;
        }

        for (nint c = 0; c < columns; c += Strip)
            CopyStrip(x + c, xRow, y + (c * yRow), yRow, rows, Math.Min(Strip, columns - c));
    }

    [MethodImpl(Compile.Fully)]
    static void CopyStrip<T>(T* x, nint xRow, T* y, nint yRow, nint rows, nint columns) where T : unmanaged
    {
        var size = sizeof(T) == 4 ? 8 : 4;
        nint r = 0;
        for (; r + size <= rows; r += size)
        {
            nint c = 0;
            for (; c + size <= columns; c += size)
                Block(x + (r * xRow) + c, xRow, y + (c * yRow) + r, yRow);
            CopyRest(x + (r * xRow) + c, xRow, y + (c * yRow) + r, yRow, size, columns - c);
        }

        CopyRest(x + (r * xRow), xRow, y + r, yRow, rows - r, columns);
    }

    // What is too narrow for whole blocks: quarter blocks of float first.
    static void CopyRest<T>(T* x, nint xRow, T* y, nint yRow, nint rows, nint columns) where T : unmanaged
    {
        const int Size = 4;
        nint r = 0;
        if (typeof(T) == typeof(float) && columns >= Size)
            for (; r + Size <= rows; r += Size)
            {
                nint c = 0;
                for (; c + Size <= columns; c += Size)
                    Block4((float*)x + (r * xRow) + c, xRow, (float*)y + (c * yRow) + r, yRow);
                CopyPlain(x + (r * xRow) + c, xRow, y + (c * yRow) + r, yRow, Size, columns - c);
            }

        CopyPlain(x + (r * xRow), xRow, y + r, yRow, rows - r, columns);
    }

    static void CopyPlain<T>(T* x, nint xRow, T* y, nint yRow, nint rows, nint columns) where T : unmanaged
    {
        for (nint c = 0; c < columns; c++, x++, y += yRow)
            for (nint r = 0; r < rows; r++)
                y[r] = x[r * xRow];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Block<T>(T* x, nint xRow, T* y, nint yRow) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            Block8((float*)x, xRow, (float*)y, yRow);
        else
            Block4((double*)x, xRow, (double*)y, yRow);
    }

    // Interleave pairs of rows, then pairs of pairs, then exchange the halves: log₂ 8 rounds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Block8(float* x, nint s, float* y, nint t)
    {
        Vector256<float> x0 = Vector256.Load(x), x1 = Vector256.Load(x + s);
        Vector256<float> x2 = Vector256.Load(x + 2 * s), x3 = Vector256.Load(x + 3 * s);
        x += 4 * s;
        Vector256<float> x4 = Vector256.Load(x), x5 = Vector256.Load(x + s), x6 = Vector256.Load(x + 2 * s), x7 = Vector256.Load(x + 3 * s);
        Vector256<float> p0 = Avx.UnpackLow(x0, x1), p1 = Avx.UnpackHigh(x0, x1), p2 = Avx.UnpackLow(x2, x3), p3 = Avx.UnpackHigh(x2, x3);
        Vector256<float> p4 = Avx.UnpackLow(x4, x5), p5 = Avx.UnpackHigh(x4, x5), p6 = Avx.UnpackLow(x6, x7), p7 = Avx.UnpackHigh(x6, x7);
        Vector256<float> q0 = Avx.Shuffle(p0, p2, 0x44), q1 = Avx.Shuffle(p0, p2, 0xEE), q2 = Avx.Shuffle(p1, p3, 0x44);
        Vector256<float> q3 = Avx.Shuffle(p1, p3, 0xEE), q4 = Avx.Shuffle(p4, p6, 0x44), q5 = Avx.Shuffle(p4, p6, 0xEE);
        Vector256<float> q6 = Avx.Shuffle(p5, p7, 0x44), q7 = Avx.Shuffle(p5, p7, 0xEE);
        Avx.Permute2x128(q0, q4, 0x20).Store(y);
        Avx.Permute2x128(q1, q5, 0x20).Store(y + t);
        Avx.Permute2x128(q2, q6, 0x20).Store(y + 2 * t);
        Avx.Permute2x128(q3, q7, 0x20).Store(y + 3 * t);
        y += 4 * t;
        Avx.Permute2x128(q0, q4, 0x31).Store(y);
        Avx.Permute2x128(q1, q5, 0x31).Store(y + t);
        Avx.Permute2x128(q2, q6, 0x31).Store(y + 2 * t);
        Avx.Permute2x128(q3, q7, 0x31).Store(y + 3 * t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Block4(float* x, nint s, float* y, nint t)
    {
        Vector128<float> x0 = Vector128.Load(x), x1 = Vector128.Load(x + s), x2 = Vector128.Load(x + 2 * s), x3 = Vector128.Load(x + 3 * s);
        Vector128<float> p0 = Sse.UnpackLow(x0, x1), p1 = Sse.UnpackHigh(x0, x1), p2 = Sse.UnpackLow(x2, x3), p3 = Sse.UnpackHigh(x2, x3);
        Sse.MoveLowToHigh(p0, p2).Store(y);
        Sse.MoveHighToLow(p2, p0).Store(y + t);
        Sse.MoveLowToHigh(p1, p3).Store(y + 2 * t);
        Sse.MoveHighToLow(p3, p1).Store(y + 3 * t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Block4(double* x, nint s, double* y, nint t)
    {
        Vector256<double> x0 = Vector256.Load(x), x1 = Vector256.Load(x + s), x2 = Vector256.Load(x + 2 * s), x3 = Vector256.Load(x + 3 * s);
        Vector256<double> p0 = Avx.UnpackLow(x0, x1), p1 = Avx.UnpackHigh(x0, x1), p2 = Avx.UnpackLow(x2, x3), p3 = Avx.UnpackHigh(x2, x3);
        Avx.Permute2x128(p0, p2, 0x20).Store(y);
        Avx.Permute2x128(p1, p3, 0x20).Store(y + t);
        Avx.Permute2x128(p0, p2, 0x31).Store(y + 2 * t);
        Avx.Permute2x128(p1, p3, 0x31).Store(y + 3 * t);
    }
}
