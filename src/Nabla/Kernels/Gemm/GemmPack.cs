using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>Copies of parts of A and B in the order in which the tile kernels read them.</summary>
static unsafe class GemmPack<T, R> where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
{
    const int Ahead = 16;       // rows fetched ahead: they lie too far apart for the processor to notice an order


    static int Columns => GemmTiles<T, R>.Columns;

    /// <summary>Numbers from one row to the next in a copy of A by <see cref="Tiles"/>.</summary>
    public static nint RowRoom(in MatrixProduct<T> x) => x.ACol == 1 ? ((x.K * sizeof(T) + 63) / 64 | 1) * (64 / sizeof(T)) : x.K;

    /// <summary>Numbers of a tile's rows in a copy of A by <see cref="Tiles"/>.</summary>
    public static nint TileRoom(in MatrixProduct<T> x) => GemmTiles<T, R>.MaxRows * RowRoom(x);

    /// <summary>
    /// A by tiles of MaxRows: its rows one after the other if their numbers lie side by side, else its columns.
    /// Rows are kept an odd number of cache lines apart, so that they do not share sets of the cache.
    /// </summary>
    public static void Tiles(in MatrixProduct<T> x, T* y)
    {
        for (var row = 0; row < x.M; row += GemmTiles<T, R>.MaxRows)
        {
            var rows = Math.Min(GemmTiles<T, R>.MaxRows, x.M - row);
            T* from = x.A + (row * x.ARow), to = y + (row * RowRoom(x));
            if (x.ACol == 1)
                Rows(from, x.ARow, rows, x.K, to, RowRoom(x));
            else
                Panel(from, x.ACol, x.ARow, x.K, rows, to, GemmTiles<T, R>.MaxRows);
        }
    }

    /// <summary>The panel of B that begins at <paramref name="column"/>.</summary>
    public static void Panel(in MatrixProduct<T> x, int column, T* y) =>
        Panel(x.B + (column * x.BCol), x.BRow, x.BCol, x.K, Math.Min(Columns, x.N - column), y, Columns);

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
            if (Sse.IsSupported)
                for (nint j = 0; j < columns; j += 64 / sizeof(T))
                    Sse.Prefetch1(b + (Ahead * bRow) + j);
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

/// <summary>A chunk copies a panel of B; they lie one after the other.</summary>
readonly unsafe struct CopyB<T, R>(MatrixProduct<T> x, T* y) : IWork where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
{
    public void Run(int panel)
    {
        var column = panel * GemmTiles<T, R>.Columns;
        GemmPack<T, R>.Panel(x, column, y + ((nint)column * x.K));
    }
}
