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
    public static T Run<T, TOp>(T* x, long count) where T : unmanaged, INumber<T> where TOp : struct, IReduction =>
        Run<T, TOp, Stored<T>>(new(x, 0, 0), count);

    /// <summary>The first count numbers of x combined.</summary>
    /// <remarks>Inlined, so that a short row's source stays in registers: handing it on through memory takes as long as reading the row.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Run<T, TOp, TSource>(TSource x, long count)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction where TSource : struct, ISource<TSource, T>
    {
        var result = TOp.Identity<T>();
        var rest = (int)(count % Vector<T>.Count);
        var whole = count - rest;
        if (rest > 0)
        {
            var part = x.Load((nint)whole, rest);
            for (var i = 0; i < rest; i++)
                result = TOp.Combine(result, ((T*)&part)[i]);
        }

        if (whole == 0)
            return result;
        return TOp.Combine(Across<T, TOp>(whole <= Block ? OneBlock<T, TOp, TSource>(x, 0, (int)whole) : Halves<T, TOp, TSource>(in x, 0, whole)), result);
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

    static Vector<T> Halves<T, TOp, TSource>(in TSource x, nint from, long count)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction where TSource : struct, ISource<TSource, T>
    {
        if (count <= Block)
            return OneBlock<T, TOp, TSource>(x, from, (int)count);
        var half = (count / 2 + Block - 1) / Block * Block;
        return TOp.Combine(Halves<T, TOp, TSource>(in x, from, half), Halves<T, TOp, TSource>(in x, from + (nint)half, count - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<T> OneBlock<T, TOp, TSource>(TSource x, nint from, int count)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction where TSource : struct, ISource<TSource, T>
    {
        var lanes = Vector<T>.Count;
        var a = new Vector<T>(TOp.Identity<T>());
        nint i = from, end = from + count;
        if (count >= 8 * lanes)
        {
            Vector<T> b = a, c = a, d = a, e = a, f = a, g = a, h = a;
            for (; i <= end - 8 * lanes; i += 8 * lanes)
            {
                a = TOp.Combine(a, x.Load(i));
                b = TOp.Combine(b, x.Load(i + lanes));
                c = TOp.Combine(c, x.Load(i + 2 * lanes));
                d = TOp.Combine(d, x.Load(i + 3 * lanes));
                e = TOp.Combine(e, x.Load(i + 4 * lanes));
                f = TOp.Combine(f, x.Load(i + 5 * lanes));
                g = TOp.Combine(g, x.Load(i + 6 * lanes));
                h = TOp.Combine(h, x.Load(i + 7 * lanes));
            }

            a = TOp.Combine(
                TOp.Combine(TOp.Combine(a, b), TOp.Combine(c, d)),
                TOp.Combine(TOp.Combine(e, f), TOp.Combine(g, h)));
        }

        for (; i < end; i += lanes)
            a = TOp.Combine(a, x.Load(i));
        return a;
    }
}
