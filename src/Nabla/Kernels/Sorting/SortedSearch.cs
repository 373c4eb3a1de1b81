using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Places of numbers in sorted rows.</summary>
static unsafe class SortedSearch
{
    /// <summary>
    /// y[r, i] = how many elements of row r of <paramref name="sorted"/> are &lt; x[r, i] (≤ for <paramref name="right"/>); NaN is behind
    /// all. One row of sorted numbers may serve all rows of x (<paramref name="stride"/> 0).
    /// </summary>
    public static void Run<T>(T* sorted, int length, long stride, T* x, long* y, long rows, int columns, bool right) where T : unmanaged, INumber<T> =>
        RowWork.Run(new Kernel<T>(sorted, length, stride, x, y, columns, right), rows, columns);

    readonly struct Kernel<T>(T* sorted, int length, long stride, T* x, long* y, int columns, bool right) : IRowKernel where T : unmanaged, INumber<T>
    {
        public void Row(long row)
        {
            var edges = sorted + row * stride;
            for (var i = 0; i < columns; i++)
                y[row * columns + i] = Place(edges, x[row * columns + i]);
        }

        // Halves what is left without a branch: which half it is cannot be predicted.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        nint Place(T* edges, T value)
        {
            nint low = 0, left = length;
            while (left > 0)
            {
                var half = (left + 1) / 2;
                var edge = edges[low + half - 1];
                low += half & -(nint)Unsafe.BitCast<bool, byte>(right ? !(edge > value) : !(edge >= value));
                left -= half;
            }

            return low;
        }
    }
}
