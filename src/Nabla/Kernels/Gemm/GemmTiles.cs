using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>The tile kernels by number of rows (1 … MaxRows) and width.</summary>
static unsafe class GemmTiles<T, R> where T : unmanaged where R : struct, IRegister<R, T>
{
    const int Widths = 4;
    static readonly delegate*<TileArguments<T>*, void>* Kernels = Fill();

    public static int Columns => 2 * R.Count;

    /// <summary>Rows of the largest tile.</summary>
    public static int MaxRows => Math.Min(R.MaxRows, 12);

    /// <summary>The kernel for a tile of <paramref name="rows"/> × <paramref name="columns"/>, at most MaxRows × <see cref="Columns"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static delegate*<TileArguments<T>*, void> For(int rows, int columns, out int lastColumns)
    {
        var two = columns > R.Count;
        lastColumns = two ? columns - R.Count : columns;
        return Kernels[(Widths * (rows - 1)) + (two ? 2 : 0) + (lastColumns == R.Count ? 1 : 0)];
    }

    static delegate*<TileArguments<T>*, void>* Fill()
    {
        var table = (delegate*<TileArguments<T>*, void>*)NativeMemory.Alloc(12 * Widths, (nuint)sizeof(void*));
        Fill<Rows1>(table);
        Fill<Rows2>(table);
        Fill<Rows3>(table);
        Fill<Rows4>(table);
        Fill<Rows5>(table);
        Fill<Rows6>(table);
        Fill<Rows7>(table);
        Fill<Rows8>(table);
        Fill<Rows9>(table);
        Fill<Rows10>(table);
        Fill<Rows11>(table);
        Fill<Rows12>(table);
        return table;
    }

    static void Fill<N>(delegate*<TileArguments<T>*, void>* table) where N : IConstant
    {
        if (N.Value > MaxRows)
            return;
        table += Widths * (N.Value - 1);
        table[0] = &GemmTile<T, R, N, OneCut>.Run;
        table[1] = &GemmTile<T, R, N, One>.Run;
        table[2] = &GemmTile<T, R, N, TwoCut>.Run;
        table[3] = &GemmTile<T, R, N, Two>.Run;
    }
}
