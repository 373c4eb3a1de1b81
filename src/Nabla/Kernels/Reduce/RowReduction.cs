using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Reduction of elements that lie one after the other.</summary>
/// <remarks>
/// Sums keep 8 registers of partial sums over blocks of at most <see cref="Block"/> elements and add the blocks pairwise. A float sum of n numbers
/// thus passes through about 32 + log₂ n additions, not n, and its error stays that small a multiple of the rounding unit.
/// </remarks>
static unsafe class RowReduction
{
    /// <summary>Rows below this length are better reduced with <see cref="RunShort"/>.</summary>
    public static int ShortRow => 4 * Vector<float>.Count;

    const int Block = 2048;

    /// <summary>x[0] ∘ … ∘ x[count − 1].</summary>
    public static T Run<T, TOp>(T* x, long count) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        var result = TOp.Identity<T>();
        var whole = count - count % Vector<T>.Count;
        for (var i = whole; i < count; i++)
            result = TOp.Combine(result, x[i]);
        return whole == 0 ? result : TOp.Combine(Across<T, TOp>(Halves<T, TOp>(x, whole)), result);
    }

    /// <summary>y[r] = reduction of row r, for rows too short to fill registers: four at a time, so that their additions overlap.</summary>
    public static void RunShort<T, TOp>(T* x, T* y, long rows, int columns) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        long row = 0;
        for (; row <= rows - 4; row += 4)
        {
            T* p = x + row * columns, q = p + columns, r = q + columns, s = r + columns;
            T a = TOp.Identity<T>(), b = a, c = a, d = a;
            for (var i = 0; i < columns; i++)
            {
                a = TOp.Combine(a, p[i]);
                b = TOp.Combine(b, q[i]);
                c = TOp.Combine(c, r[i]);
                d = TOp.Combine(d, s[i]);
            }

            (y[row], y[row + 1], y[row + 2], y[row + 3]) = (a, b, c, d);
        }

        for (; row < rows; row++)
            y[row] = Run<T, TOp>(x + row * columns, columns);
    }

    /// <summary>All lanes combined, the halves pairwise.</summary>
    public static T Across<T, TOp>(Vector<T> v) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        var lanes = (T*)&v;
        for (var half = Vector<T>.Count / 2; half > 0; half /= 2)
            for (var i = 0; i < half; i++)
                lanes[i] = TOp.Combine(lanes[i], lanes[i + half]);
        return lanes[0];
    }

    static Vector<T> Halves<T, TOp>(T* x, long count) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        if (count <= Block)
            return OneBlock<T, TOp>(x, (int)count);
        var half = (count / 2 + Block - 1) / Block * Block;
        return TOp.Combine(Halves<T, TOp>(x, half), Halves<T, TOp>(x + half, count - half));
    }

    static Vector<T> OneBlock<T, TOp>(T* x, int count) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        var lanes = Vector<T>.Count;
        var a = new Vector<T>(TOp.Identity<T>());
        var i = 0;
        if (count >= 8 * lanes)
        {
            Vector<T> b = a, c = a, d = a, e = a, f = a, g = a, h = a;
            for (; i <= count - 8 * lanes; i += 8 * lanes)
            {
                a = TOp.Combine(a, Vector.Load(x + i));
                b = TOp.Combine(b, Vector.Load(x + i + lanes));
                c = TOp.Combine(c, Vector.Load(x + i + 2 * lanes));
                d = TOp.Combine(d, Vector.Load(x + i + 3 * lanes));
                e = TOp.Combine(e, Vector.Load(x + i + 4 * lanes));
                f = TOp.Combine(f, Vector.Load(x + i + 5 * lanes));
                g = TOp.Combine(g, Vector.Load(x + i + 6 * lanes));
                h = TOp.Combine(h, Vector.Load(x + i + 7 * lanes));
            }

            a = TOp.Combine(
                TOp.Combine(TOp.Combine(a, b), TOp.Combine(c, d)),
                TOp.Combine(TOp.Combine(e, f), TOp.Combine(g, h)));
        }

        for (; i < count; i += lanes)
            a = TOp.Combine(a, Vector.Load(x + i));
        return a;
    }
}
