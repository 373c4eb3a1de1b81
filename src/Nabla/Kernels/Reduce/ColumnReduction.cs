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
            Blocks<T, TOp, TSource>(in x, y, block, rows, columns);
    }

    static void Blocks<T, TOp, TSource>(in TSource x, T* y, T* block, long rows, int columns)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction where TSource : struct, ISource<TSource, T>
    {
        Rows<T, TOp, TSource>(in x, y, (int)Math.Min(rows, BlockRows), columns, first: true);
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
        using var tiles = new Scratch<T>(TSource.NeedsTile ? 8 * columns : 1);
        var eight = stackalloc T*[8];
        var row = 0;
        for (; row <= rows - 8; row += 8)
        {
            for (var i = 0; i < 8; i++)
                eight[i] = x.At(0, row + i, 0).Read(columns, TSource.NeedsTile ? tiles.Pointer + i * columns : null);
            Eight<T, TOp>(eight, y, columns);
        }

        for (; row < rows; row++)
            One<T, TOp>(x.At(0, row, 0).Read(columns, tiles.Pointer), y, columns);
    }

    static void Eight<T, TOp>(T** rows, T* y, int columns) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        T* a = rows[0], b = rows[1], c = rows[2], d = rows[3], e = rows[4], f = rows[5], g = rows[6], h = rows[7];
        var i = 0;
        for (; i <= columns - Vector<T>.Count; i += Vector<T>.Count)
        {
            var low = TOp.Combine(
                TOp.Combine(Vector.Load(a + i), Vector.Load(b + i)), TOp.Combine(Vector.Load(c + i), Vector.Load(d + i)));
            var high = TOp.Combine(
                TOp.Combine(Vector.Load(e + i), Vector.Load(f + i)), TOp.Combine(Vector.Load(g + i), Vector.Load(h + i)));
            Vector.Store(TOp.Combine(Vector.Load(y + i), TOp.Combine(low, high)), y + i);
        }

        for (; i < columns; i++)
            y[i] = TOp.Combine(y[i], TOp.Combine(
                TOp.Combine(TOp.Combine(a[i], b[i]), TOp.Combine(c[i], d[i])),
                TOp.Combine(TOp.Combine(e[i], f[i]), TOp.Combine(g[i], h[i]))));
    }

    static void One<T, TOp>(T* x, T* y, int columns) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        var i = 0;
        for (; i <= columns - Vector<T>.Count; i += Vector<T>.Count)
            Vector.Store(TOp.Combine(Vector.Load(y + i), Vector.Load(x + i)), y + i);
        for (; i < columns; i++)
            y[i] = TOp.Combine(y[i], x[i]);
    }
}
