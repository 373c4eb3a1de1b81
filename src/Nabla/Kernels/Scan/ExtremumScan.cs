using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Positions of the largest or smallest element so far along the middle axis of (outer, middle, inner): the last if equal; a NaN stays.</summary>
static unsafe class ExtremumScan
{
    const int Strip = 512;

    public static void Run<T>(T* x, long* y, long outer, int middle, long inner, bool smallest) where T : unmanaged, INumber<T> =>
        ScanStrips.Run(new Columns<T>(x, y, middle, inner, smallest), outer, middle, inner, Strip);

    readonly struct Columns<T>(T* x, long* y, int middle, long inner, bool smallest) : IScanStrip where T : unmanaged, INumber<T>
    {
        public void Run(long first, int columns)
        {
            for (var c = 0; c < columns; c++)
                y[first + c] = 0;
            for (var m = 1; m < middle; m++)
            {
                var row = first + m * inner;
                for (var c = 0; c < columns; c++)
                {
                    var before = y[row + c - inner];
                    var (best, value) = (x[first + c + before * inner], x[row + c]);
                    var better = T.IsNaN(value) || !T.IsNaN(best) && (smallest ? value <= best : value >= best);
                    y[row + c] = better ? m : before;
                }
            }
        }
    }
}
