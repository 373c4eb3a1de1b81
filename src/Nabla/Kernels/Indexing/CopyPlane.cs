using System.Numerics;
using System.Runtime.CompilerServices;

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

        for (; i < count; i++)
            y[i] = Element.Convert<TFrom, TTo>(x[i]);
    }

    static void Strided<TFrom, TTo>(TFrom* x, long xStep, TTo* y, long yStep, long count) where TFrom : unmanaged where TTo : unmanaged
    {
        for (long i = 0; i < count; i++)
            y[i * yStep] = Element.Convert<TFrom, TTo>(x[i * xStep]);
    }

    // y[r · yRow + c] = x[r + c · xColumn] by square tiles, so that each cache line read and written is used whole while it is near.
    static void Transpose<TFrom, TTo>(TFrom* x, long xColumn, TTo* y, long yRow, long rows, long columns)
        where TFrom : unmanaged where TTo : unmanaged
    {
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
