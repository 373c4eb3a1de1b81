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
            // Of each column the extremum so far, and its position.
            using var extrema = new Scratch<T>(columns);
            using var positions = new Scratch<long>(columns);
            T* best = extrema.Pointer, from = x + first;
            long* place = positions.Pointer, to = y + first;
            var least = smallest;
            for (var c = 0; c < columns; c++)
                (best[c], place[c]) = (from[c], 0);
            for (var m = 0; m < middle; m++, from += inner, to += inner)
                for (var c = 0; c < columns; c++)
                {
                    var value = from[c];
                    if (T.IsNaN(value) || !T.IsNaN(best[c]) && (least ? value <= best[c] : value >= best[c]))
                        (best[c], place[c]) = (value, m);
                    to[c] = place[c];
                }
        }
    }
}
