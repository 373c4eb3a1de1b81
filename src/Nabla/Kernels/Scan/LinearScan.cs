using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Linear recurrence along the middle axis of (outer, middle, inner): y[m] = a[m] · y[m − 1] + x[m], or from the end with y[m + 1].</summary>
static unsafe class LinearScan
{
    const int Strip = 512;

    public static void Run<T>(T* x, T* a, T* y, long outer, int middle, long inner, bool reverse) where T : unmanaged, INumber<T> =>
        ScanStrips.Run(new Columns<T>(x, a, y, middle, inner, reverse), outer, middle, inner, Strip);

    readonly struct Columns<T>(T* x, T* a, T* y, int middle, long inner, bool reverse) : IScanStrip where T : unmanaged, INumber<T>
    {
        public void Run(long first, int columns)
        {
            var step = reverse ? -inner : inner;
            var row = reverse ? first + (middle - 1) * inner : first;
            for (var c = 0; c < columns; c++)
                y[row + c] = x[row + c];
            for (var m = 1; m < middle; m++)
            {
                row += step;
                T* from = x + row, factors = a + row, to = y + row, before = to - step;
                for (var c = 0; c < columns; c++)
                    to[c] = factors[c] * before[c] + from[c];
            }
        }
    }
}
