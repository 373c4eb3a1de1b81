using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Copies of parts of A and B in the order in which the tile kernels read them.</summary>
static unsafe class GemmPack<T, V, S> where T : unmanaged where V : struct where S : ISimd<T, V>
{
    /// <summary>Columns [0, <paramref name="columns"/>) of B as one panel: y[k, j] = b[k, j], rows of <paramref name="width"/> numbers, filled up with zeros.</summary>
    public static void Panel(T* b, nint bRow, nint bCol, nint k, nint columns, T* y, nint width)
    {
        if (bCol == 1)
            Rows(b, bRow, k, columns, y, width);
        else if (bRow == 1)
            Transposition.Copy(b, bCol, y, width, columns, k);
        else
            Any(b, bRow, bCol, k, columns, y, width);
        if (columns < width)
            for (nint p = 0; p < k; p++)
                new Span<T>(y + (p * width) + columns, (int)(width - columns)).Clear();
    }

    /// <summary>One tile of A: y[k, i] = a[i, k], rows of <paramref name="width"/> numbers of which the first <paramref name="rows"/> are set.</summary>
    public static void Tile(T* a, nint aRow, nint aCol, nint k, nint rows, T* y, nint width) =>
        Panel(a, aCol, aRow, k, rows, y, width);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows(T* b, nint bRow, nint k, nint columns, T* y, nint width)
    {
        for (; k > 0; k--, b += bRow, y += width)
        {
            nint j = 0;
            for (; j + S.Count <= columns; j += S.Count)
                S.Store(y + j, S.Load(b + j));
            for (; j < columns; j++)
                y[j] = b[j];
        }
    }

    static void Any(T* b, nint bRow, nint bCol, nint k, nint columns, T* y, nint width)
    {
        for (; k > 0; k--, b += bRow, y += width)
            for (nint j = 0; j < columns; j++)
                y[j] = b[j * bCol];
    }
}
