using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Copies of parts of A and B in the order in which the tile kernels read them.</summary>
static unsafe class GemmPack<T, R> where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
{
    /// <summary>
    /// The columns of B that a tile needs: y[k, j] = b[k, j] in rows of <paramref name="width"/> numbers, of which the first
    /// <paramref name="columns"/> are set. With the strides exchanged, the rows of A.
    /// </summary>
    public static void Panel(T* b, nint bRow, nint bCol, nint k, nint columns, T* y, nint width)
    {
        if (bCol == 1)
            Rows(b, bRow, k, columns, y, width);
        else if (bRow == 1)
            Transposition.Copy(b, bCol, y, width, columns, k);
        else
            Any(b, bRow, bCol, k, columns, y, width);
    }

    /// <summary>Rows of numbers that lie side by side: y[k, j] = b[k, j].</summary>
    [MethodImpl(Compile.Fully)]
    public static void Rows(T* b, nint bRow, nint k, nint columns, T* y, nint width)
    {
        var whole = columns - (columns % R.Count);
        var mask = R.Mask((int)(columns - whole));
        for (; k > 0; k--, b += bRow, y += width)
        {
            for (nint j = 0; j < whole; j += R.Count)
                R.Load(b + j).Store(y + j);
            if (R.HasMasks && whole < columns)
                R.Load(b + whole, mask).Store(y + whole, mask);
            else
                for (var j = whole; j < columns; j++)
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
