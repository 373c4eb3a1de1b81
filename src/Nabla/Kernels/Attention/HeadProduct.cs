using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Products of small blocks that lie in the caches, one row of tiles at a time.</summary>
static unsafe class HeadProduct<T, R> where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
{
    static int Columns => GemmTiles<T, R>.Columns;

    /// <summary>Columns filled up to whole panels.</summary>
    public static int Padded(int columns) => (columns + Columns - 1) / Columns * Columns;

    /// <summary>C[i, j] = (accumulate ? C[i, j] : 0) + Σ_k A[i, k] B[k, j] for at most MaxRows rows i; B's rows as they are.</summary>
    public static void ByRows(TileArguments<T>* t, int rows, int columns) => Run(t, rows, columns, 1);

    /// <summary>As <see cref="ByRows"/> for B in the panels of <see cref="Transpose"/>.</summary>
    public static void ByPanels(TileArguments<T>* t, int rows, int columns) => Run(t, rows, columns, t->K);

    static void Run(TileArguments<T>* t, int rows, int columns, nint panel)
    {
        T* b = t->B, c = t->C;
        for (var column = 0; column < columns; column += Columns)
        {
            t->B = b + (column * panel);
            t->C = c + column;
            GemmTiles<T, R>.For(rows, Math.Min(Columns, columns - column), out t->LastColumns)(t);
        }
    }

    /// <summary>Rows of <paramref name="size"/> numbers as the columns of panels: y[panel][d, j] = x[j, d].</summary>
    public static void Transpose(T* x, nint row, int rows, int size, T* y)
    {
        for (var first = 0; first < rows; first += Columns)
            GemmPack<T, R>.Panel(x + (first * row), 1, row, size, Math.Min(Columns, rows - first), y + ((nint)first * size), Columns);
    }

    /// <summary>Rows one after the other.</summary>
    public static void Gather(T* x, nint row, int rows, int size, T* y) => GemmPack<T, R>.Rows(x, row, rows, size, y, size);
}
