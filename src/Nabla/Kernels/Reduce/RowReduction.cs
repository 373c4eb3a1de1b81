using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        Run<T, TOp, Stored<T>>(new(x, 0, 1), count);

    /// <summary>The first count numbers of x, whose middle is the row, combined.</summary>
    [SkipLocalsInit]
    public static T Run<T, TOp, TSource>(TSource x, long count)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction where TSource : struct, ISource<TSource, T>
    {
        var tile = stackalloc T[TSource.NeedsTile ? Block + Vector<T>.Count : 1];
        var result = TOp.Identity<T>();
        var rest = (int)(count % Vector<T>.Count);
        var whole = count - rest;
        if (whole <= Block)
        {
            // One tile holds the rest as well.
            var row = x.Read((int)count, tile);
            for (var i = whole; i < count; i++)
                result = TOp.Combine(result, row[i]);
            return whole == 0 ? result : TOp.Combine(Across<T, TOp>(OneBlock<T, TOp>(row, (int)whole)), result);
        }

        if (rest > 0)
        {
            var last = x.At(0, whole, 0).Read(rest, tile);
            for (var i = 0; i < rest; i++)
                result = TOp.Combine(result, last[i]);
        }

        return TOp.Combine(Across<T, TOp>(Halves<T, TOp, TSource>(in x, 0, whole, tile)), result);
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
        var half = Vector<T>.Count / 2;
        if (Vector<byte>.Count == Vector256<byte>.Count)
        {
            // Each half beside the other in one register, down to four bytes.
            v = TOp.Combine(v, Shuffled(v, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3)));
            v = TOp.Combine(v, Shuffled(v, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5)));
            if (sizeof(T) < sizeof(double))
                v = TOp.Combine(v, Shuffled(v, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)));
            if (sizeof(T) >= sizeof(int))
                return v.ToScalar();
            half = sizeof(int) / sizeof(T) / 2;
        }

        var lanes = (T*)&v;
        for (; half > 0; half /= 2)
            for (var i = 0; i < half; i++)
                lanes[i] = TOp.Combine(lanes[i], lanes[i + half]);
        return lanes[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<T> Shuffled<T>(Vector<T> v, Vector256<int> order) where T : unmanaged =>
        Vector256.Shuffle(v.As<T, int>().AsVector256(), order).AsVector().As<int, T>();

    static Vector<T> Halves<T, TOp, TSource>(in TSource x, long from, long count, T* tile)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction where TSource : struct, ISource<TSource, T>
    {
        if (count <= Block)
            return OneBlock<T, TOp>(x.At(0, from, 0).Read((int)count, tile), (int)count);
        var half = (count / 2 + Block - 1) / Block * Block;
        var first = Halves<T, TOp, TSource>(in x, from, half, tile);
        return TOp.Combine(first, Halves<T, TOp, TSource>(in x, from + half, count - half, tile));
    }

    // Never inlined: in a large method the compiler would run out of its budget and leave calls in the loop.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector<T> OneBlock<T, TOp>(T* x, int count) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        var lanes = Vector<T>.Count;
        var a = new Vector<T>(TOp.Identity<T>());
        nint i = 0;
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
