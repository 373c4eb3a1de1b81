using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Places of numbers in sorted rows.</summary>
static unsafe class SortedSearch
{
    /// <summary>
    /// y[r, i] = how many elements of row r of <paramref name="sorted"/> are &lt; x[r, i] (≤ for <paramref name="right"/>); NaN is behind all.
    /// One row of sorted numbers may serve all rows of x (<paramref name="stride"/> 0).
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

        int Place(T* edges, T value)
        {
            var (low, high) = (0, length);
            while (low < high)
            {
                var middle = low + (high - low) / 2;
                if (right ? !(edges[middle] > value) : !(edges[middle] >= value))
                    low = middle + 1;
                else
                    high = middle;
            }

            return low;
        }
    }
}
