using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// Products of large matrices of which A has to be copied, in chunks of whole rows of C. A chunk copies its rows of A into its second cache,
/// where they stay while all panels of B pass by; so sums may be long before they are written, and C is rarely read again.
/// </summary>
static unsafe class GemmRows<T, R> where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
{
    /// <summary>Terms of a sum at a time.</summary>
    public const int MaxTerms = 1024;
    const int LeastExtent = 512;
    const int LeastTerms = 256;
    const int ChunkBytes = 320 << 10;   // of A in the second cache, which also holds panels of B and lines of C
    const int Even = 8;                 // chunks are a multiple of it, so that few threads have the same amount of work

    static int MaxRows => GemmTiles<T, R>.MaxRows;

    static int Columns => GemmTiles<T, R>.Columns;

    /// <summary>Whether A has to be copied in any case and the product is large.</summary>
    public static bool Fits(in MatrixProduct<T> x) =>
        x.M >= LeastExtent && x.N >= LeastExtent && x.K >= LeastTerms && (x.ACol != 1 || GemmTiled<T, R>.RowsShareSets(x));

    /// <summary>The product of at most MaxTerms terms.</summary>
    public static void Run(in MatrixProduct<T> x)
    {
        var panels = (x.N + Columns - 1) / Columns;
        using var b = new Scratch<T>((nint)panels * Columns * x.K);
        Workers.Run(new CopyB<T, R>(x, b.Pointer), panels);
        var tiles = (x.M + MaxRows - 1) / MaxRows;
        var each = Math.Max(1, ChunkBytes / (MaxRows * x.K * sizeof(T)));
        var chunks = Math.Min(tiles, ((tiles + each - 1) / each + Even - 1) / Even * Even);
        Workers.Run(new Chunk(x, b.Pointer, tiles, chunks), chunks);
    }

    readonly struct Chunk(MatrixProduct<T> x, T* b, int tiles, int chunks) : IWork
    {
        [MethodImpl(Compile.Fully)]
        public void Run(int chunk)
        {
            int row0 = tiles * chunk / chunks * MaxRows, row1 = Math.Min(x.M, tiles * (chunk + 1) / chunks * MaxRows);
            var part = x.Part(row0, row1 - row0, 0, x.N);
            using var a = new Scratch<T>(((tiles / chunks) + 1) * GemmPack<T, R>.TileRoom(x));
            GemmPack<T, R>.Tiles(part, a.Pointer);
            TileArguments<T> t = default;
            (t.K, t.BRow, t.CRow, t.Accumulate) = (x.K, Columns, x.CRow, x.Accumulate);
            (t.ARow, t.ACol) = x.ACol == 1 ? (GemmPack<T, R>.RowRoom(x), 1) : (1, MaxRows);
            for (var column = 0; column < x.N; column += Columns)
            {
                t.B = b + (column * (nint)x.K);
                t.Bias = x.Bias == null ? null : x.Bias + column;
                for (var row = 0; row < part.M; row += MaxRows)
                {
                    t.A = a.Pointer + (row * GemmPack<T, R>.RowRoom(x));
                    t.C = part.C + (row * x.CRow) + column;
                    GemmTiles<T, R>.For(Math.Min(MaxRows, part.M - row), Math.Min(Columns, x.N - column), out t.LastColumns)(&t);
                }
            }
        }
    }
}
