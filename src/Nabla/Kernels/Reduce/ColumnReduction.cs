using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Reduction down the columns of a matrix whose rows are <c>stride</c> elements apart.</summary>
/// <remarks>Eight rows are combined pairwise, blocks of 256 rows one after the other, then the blocks: a float sum passes through 35 + rows / 256 additions.</remarks>
static unsafe class ColumnReduction
{
    /// <summary>The most columns one call may reduce: its partial results stay in the nearest cache.</summary>
    public const int MaxColumns = 1024;

    const int BlockRows = 256;

    // Narrow matrices are read as if 8 rows were one, so that registers are full whatever the number of columns.
    const int Fold = 8;

    /// <summary>Matrices up to this width are folded.</summary>
    public const int NarrowColumns = MaxColumns / Fold;

    /// <summary>As below for rows of numbers that lie <paramref name="stride"/> apart in memory.</summary>
    public static void Run<T, TOp>(T* x, long stride, T* y, long rows, int columns) where T : unmanaged, INumber<T> where TOp : struct, IReduction =>
        Run<T, TOp, Stored<T>>(new(x, 0, stride), y, rows, columns, isDense: stride == columns);

    /// <summary>y[c] = x[0, c] ∘ … ∘ x[rows − 1, c] for c &lt; columns ≤ <see cref="MaxColumns"/>; dense rows lie one after the other.</summary>
    [SkipLocalsInit]
    public static void Run<T, TOp, TSource>(in TSource x, T* y, long rows, int columns, bool isDense)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction where TSource : struct, ISource<TSource, T>
    {
        var block = stackalloc T[MaxColumns];
        if (isDense && columns <= NarrowColumns && rows >= 2 * Fold)
        {
            var wide = stackalloc T[MaxColumns];
            Blocks<T, TOp, TSource>(x.Folded(Fold), wide, block, rows / Fold, columns * Fold);
            Rows<T, TOp, Stored<T>>(new(wide, 0, columns), y, Fold, columns, first: true);
            Rows<T, TOp, TSource>(x.At(0, rows / Fold * Fold, 0), y, (int)(rows % Fold), columns, first: false);
        }
        else
            Blocks<T, TOp, TSource>(x, y, block, rows, columns);
    }

    static void Blocks<T, TOp, TSource>(in TSource x, T* y, T* block, long rows, int columns)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction where TSource : struct, ISource<TSource, T>
    {
        Rows<T, TOp, TSource>(x, y, (int)Math.Min(rows, BlockRows), columns, first: true);
        for (long row = BlockRows; row < rows; row += BlockRows)
        {
            Rows<T, TOp, TSource>(x.At(0, row, 0), block, (int)Math.Min(rows - row, BlockRows), columns, first: true);
            Rows<T, TOp, Stored<T>>(new(block, 0, columns), y, 1, columns, first: false);
        }
    }

    // y[c] = (first ? identity : y[c]) ∘ x[0, c] ∘ …
    static void Rows<T, TOp, TSource>(in TSource x, T* y, int rows, int columns, bool first)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction where TSource : struct, ISource<TSource, T>
    {
        if (first)
            new Span<T>(y, columns).Fill(TOp.Identity<T>());
        var row = 0;
        for (; row <= rows - 8; row += 8)
            Eight<T, TOp, TSource>(in x, row, y, columns);
        for (; row < rows; row++)
            One<T, TOp, TSource>(in x, row, y, columns);
    }

    static void Eight<T, TOp, TSource>(in TSource x, int row, T* y, int columns)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction where TSource : struct, ISource<TSource, T>
    {
        TSource a = x.At(0, row, 0), b = x.At(0, row + 1, 0), c = x.At(0, row + 2, 0), d = x.At(0, row + 3, 0);
        TSource e = x.At(0, row + 4, 0), f = x.At(0, row + 5, 0), g = x.At(0, row + 6, 0), h = x.At(0, row + 7, 0);
        nint i = 0;
        for (; i <= columns - Vector<T>.Count; i += Vector<T>.Count)
        {
            var low = TOp.Combine(TOp.Combine(a.Load(i), b.Load(i)), TOp.Combine(c.Load(i), d.Load(i)));
            var high = TOp.Combine(TOp.Combine(e.Load(i), f.Load(i)), TOp.Combine(g.Load(i), h.Load(i)));
            Vector.Store(TOp.Combine(Vector.Load(y + i), TOp.Combine(low, high)), y + i);
        }

        if (i < columns)
        {
            var rest = (int)(columns - i);
            var low = TOp.Combine(TOp.Combine(a.Load(i, rest), b.Load(i, rest)), TOp.Combine(c.Load(i, rest), d.Load(i, rest)));
            var high = TOp.Combine(TOp.Combine(e.Load(i, rest), f.Load(i, rest)), TOp.Combine(g.Load(i, rest), h.Load(i, rest)));
            Join<T, TOp>(y + i, TOp.Combine(low, high), rest);
        }
    }

    static void One<T, TOp, TSource>(in TSource source, int row, T* y, int columns)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction where TSource : struct, ISource<TSource, T>
    {
        var x = source.At(0, row, 0);
        nint i = 0;
        for (; i <= columns - Vector<T>.Count; i += Vector<T>.Count)
            Vector.Store(TOp.Combine(Vector.Load(y + i), x.Load(i)), y + i);
        if (i < columns)
            Join<T, TOp>(y + i, x.Load(i, (int)(columns - i)), (int)(columns - i));
    }

    // y[i] = y[i] ∘ x[i] for the first count numbers of a register
    static void Join<T, TOp>(T* y, Vector<T> x, int count) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        for (var i = 0; i < count; i++)
            y[i] = TOp.Combine(y[i], ((T*)&x)[i]);
    }
}
