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
    const int Fold = 8, NarrowColumns = MaxColumns / Fold;

    /// <summary>y[c] = x[0, c] ∘ … ∘ x[rows − 1, c] for c &lt; columns ≤ <see cref="MaxColumns"/>.</summary>
    [SkipLocalsInit]
    public static void Run<T, TOp>(T* x, long stride, T* y, long rows, int columns) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        var block = stackalloc T[MaxColumns];
        if (stride == columns && columns <= NarrowColumns && rows >= 2 * Fold)
        {
            var wide = stackalloc T[MaxColumns];
            Blocks<T, TOp>(x, stride * Fold, wide, block, rows / Fold, columns * Fold);
            Rows<T, TOp>(wide, columns, y, Fold, columns, first: true);
            Rows<T, TOp>(x + rows / Fold * Fold * stride, stride, y, (int)(rows % Fold), columns, first: false);
        }
        else
            Blocks<T, TOp>(x, stride, y, block, rows, columns);
    }

    static void Blocks<T, TOp>(T* x, long stride, T* y, T* block, long rows, int columns)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        Rows<T, TOp>(x, stride, y, (int)Math.Min(rows, BlockRows), columns, first: true);
        for (long row = BlockRows; row < rows; row += BlockRows)
        {
            Rows<T, TOp>(x + row * stride, stride, block, (int)Math.Min(rows - row, BlockRows), columns, first: true);
            Rows<T, TOp>(block, columns, y, 1, columns, first: false);
        }
    }

    // y[c] = (first ? identity : y[c]) ∘ x[0, c] ∘ …
    static void Rows<T, TOp>(T* x, long stride, T* y, int rows, int columns, bool first)
        where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        if (first)
            new Span<T>(y, columns).Fill(TOp.Identity<T>());
        var row = 0;
        for (; row <= rows - 8; row += 8)
            Eight<T, TOp>(x + row * stride, stride, y, columns);
        for (; row < rows; row++)
            One<T, TOp>(x + row * stride, y, columns);
    }

    static void Eight<T, TOp>(T* x, long stride, T* y, int columns) where T : unmanaged, INumber<T> where TOp : struct, IReduction
    {
        T* a = x, b = a + stride, c = b + stride, d = c + stride, e = d + stride, f = e + stride, g = f + stride, h = g + stride;
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
