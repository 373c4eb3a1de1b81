using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>y[r · yRow + c · yColumn] = x[r · xRow + c · xColumn], converted, for r &lt; rows and c &lt; columns.</summary>
static unsafe class CopyPlane
{
    public static void Run<TFrom, TTo>(TFrom* x, long xRow, long xColumn, TTo* y, long yRow, long yColumn, long rows, long columns)
        where TFrom : unmanaged where TTo : unmanaged
    {
        if (yColumn == 1 && xColumn == 1)
            for (long r = 0; r < rows; r++)
                Dense(x + r * xRow, y + r * yRow, columns);
        else if (yColumn == 1 && xColumn == 0)
            for (long r = 0; r < rows; r++)
                new Span<TTo>(y + r * yRow, (int)columns).Fill(Element.Convert<TFrom, TTo>(x[r * xRow]));
        else if (yColumn == 1 && xRow == 1)
            Transpose(x, xColumn, y, yRow, rows, columns);
        else if (yColumn == 1 && xColumn == -1 && typeof(TFrom) == typeof(TTo))
            for (long r = 0; r < rows; r++)
                Reversed((TTo*)x + r * xRow, y + r * yRow, columns);
        else
            for (long r = 0; r < rows; r++)
                Strided(x + r * xRow, xColumn, y + r * yRow, yColumn, columns);
    }

    [MethodImpl(Compile.Fully)]
    static void Dense<TFrom, TTo>(TFrom* x, TTo* y, long count) where TFrom : unmanaged where TTo : unmanaged
    {
        long i = 0;
        if (typeof(TFrom) == typeof(TTo))
        {
            Unsafe.CopyBlockUnaligned(y, x, (uint)(count * sizeof(TTo)));
            return;
        }

        if (typeof(TFrom) == typeof(float) && typeof(TTo) == typeof(double))
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Vector.Load((float*)x + i), out var low, out var high);
                Vector.Store(low, (double*)y + i);
                Vector.Store(high, (double*)y + i + Vector<double>.Count);
            }

        if (typeof(TFrom) == typeof(double) && typeof(TTo) == typeof(float))
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
                Vector.Store(Vector.Narrow(Vector.Load((double*)x + i), Vector.Load((double*)x + i + Vector<double>.Count)), (float*)y + i);

        if (typeof(TFrom) == typeof(float) && typeof(TTo) == typeof(long))
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Vector.Load((float*)x + i), out var low, out var high);
                Vector.Store(Vector.ConvertToInt64(low), (long*)y + i);
                Vector.Store(Vector.ConvertToInt64(high), (long*)y + i + Vector<long>.Count);
            }

        if (typeof(TTo) == typeof(bool))
            i = Truths(x, (byte*)y, count);
        if (typeof(TFrom) == typeof(bool))
            i = OfTruths((byte*)x, y, count);
        for (; i < count; i++)
            y[i] = Element.Convert<TFrom, TTo>(x[i]);
    }

    static long Truths<TFrom>(TFrom* x, byte* y, long count) where TFrom : unmanaged
    {
        if (typeof(TFrom) == typeof(float)) Truth.Of((float*)x, y, count);
        else if (typeof(TFrom) == typeof(double)) Truth.Of((double*)x, y, count);
        else if (typeof(TFrom) == typeof(int)) Truth.Of((int*)x, y, count);
        else Truth.Of((long*)x, y, count);
        return count;
    }

    // y[i] = x[i] ≠ 0 ? 1 : 0 of as many elements as whole registers hold
    static long OfTruths<TTo>(byte* x, TTo* y, long count) where TTo : unmanaged
    {
        var one = Vector.Create(Element.Convert<bool, TTo>(true));
        var masks = stackalloc Vector<TTo>[Truth.Parts<TTo>()];
        long i = 0;
        for (; i <= count - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Truth.Widen(x + i, masks);
            for (var part = 0; part < Truth.Parts<TTo>(); part++)
                (one & masks[part]).Store(y + i + part * Vector<TTo>.Count);
        }

        return i;
    }

    // y[i] = x[−i]
    static void Reversed<T>(T* x, T* y, long count) where T : unmanaged
    {
        long i = 0;
        if (sizeof(T) == sizeof(int))
        {
            var order = Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0);
            for (; i <= count - Vector256<int>.Count; i += Vector256<int>.Count)
                Vector256.Shuffle(Vector256.Load((int*)x - i - 7), order).Store((int*)y + i);
        }

        for (; i < count; i++)
            y[i] = x[-i];
    }

    static void Strided<TFrom, TTo>(TFrom* x, long xStep, TTo* y, long yStep, long count) where TFrom : unmanaged where TTo : unmanaged
    {
        long xTwo = 2 * xStep, yTwo = 2 * yStep;
        for (; count >= 4; count -= 4, x += 2 * xTwo, y += 2 * yTwo)
        {
            TFrom a = x[0], b = x[xStep], c = x[xTwo], d = x[xTwo + xStep];
            y[0] = Element.Convert<TFrom, TTo>(a);
            y[yStep] = Element.Convert<TFrom, TTo>(b);
            y[yTwo] = Element.Convert<TFrom, TTo>(c);
            y[yTwo + yStep] = Element.Convert<TFrom, TTo>(d);
        }

        for (; count > 0; count--, x += xStep, y += yStep)
            *y = Element.Convert<TFrom, TTo>(*x);
    }

    // y[r · yRow + c] = x[r + c · xColumn] by square tiles, so that each cache line read and written is used whole while it is near.
    static void Transpose<TFrom, TTo>(TFrom* x, long xColumn, TTo* y, long yRow, long rows, long columns)
        where TFrom : unmanaged where TTo : unmanaged
    {
        if (typeof(TFrom) == typeof(TTo) && sizeof(TTo) == sizeof(float))
        {
            Transposition.Copy((float*)x, (nint)xColumn, (float*)y, (nint)yRow, (nint)columns, (nint)rows);
            return;
        }

        const int Tile = 16;
        for (long c = 0; c < columns; c += Tile)
            for (long r = 0; r < rows; r += Tile)
            {
                var height = Math.Min(Tile, rows - r);
                var width = Math.Min(Tile, columns - c);
                for (var j = r; j < r + height; j++)
                    Strided(x + j + c * xColumn, xColumn, y + j * yRow + c, 1, width);
            }
    }
}
