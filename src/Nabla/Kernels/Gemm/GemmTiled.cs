using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>Matrix product by register tiles, in panels copied for the caches where that pays, on all threads where that pays.</summary>
static unsafe class GemmTiled<T, R> where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
{
    const int MaxTerms = 512;               // of a sum at a time: 12 rows of A (24 KB) stay in the first cache, panels of B in the second
    const int MaxExtent = 8192;             // rows or columns copied at a time: bounds the scratch memory
    const long ChunkWork = 1 << 17;         // multiply-adds worth handing to another thread: about 2.5 µs
    const int MaxChunks = 64;
    const int Aliasing = 4096;              // bytes between addresses in one set of the first cache, which holds 8; a tile has 12 rows
    const int SmallB = 1 << 18;             // bytes that stay in the second cache
    const int FewRows = 256;                // of C: up to here who copies a panel of B is the only one to read it
    const int LeastRows = 48;               // below, copying rows of B that already lie side by side costs more than reading them there
    const int LeastPanels = 8;              // else rows are shared as well, to keep the threads busy

    static int Columns => GemmTiles<T, R>.Columns;

    public static void Run(in MatrixProduct<T> x)
    {
        if (GemmDot<T, R>.Fits(x))
            GemmDot<T, R>.Run(x);
        else if (GemmSplit<T, R>.Fits(x))
            GemmSplit<T, R>.Run(x);
        else
            RunBlocks(x);
    }

    /// <summary>The product by tiles, whatever its shape.</summary>
    public static void RunBlocks(in MatrixProduct<T> x)
    {
        var most = GemmRows<T, R>.Fits(x) ? GemmRows<T, R>.MaxTerms : MaxTerms;
        var blocks = Math.Max(1, (x.K + most - 1) / most);
        var terms = (x.K + blocks - 1) / blocks;
        for (var i = 0; i < blocks; i++)
            RunTerms(x.Terms(i * terms, Math.Min(terms, x.K - (i * terms))));
    }

    /// <summary>Whether a tile's rows of A would push each other out of the first cache.</summary>
    public static bool RowsShareSets(in MatrixProduct<T> x) => x.ARow * sizeof(T) % Aliasing == 0;

    /// <summary>Multiply-adds, and numbers touched at what fetching one costs.</summary>
    static long Work(in MatrixProduct<T> x) => x.Work + (4 * (((long)x.M * x.K) + ((long)x.K * x.N) + ((long)x.M * x.N)));

    static void RunTerms(in MatrixProduct<T> x)
    {
        if (x.M <= MaxExtent && x.N <= MaxExtent)
        {
            RunPart(x);
            return;
        }

        for (var column = 0; column < x.N; column += MaxExtent)
            for (var row = 0; row < x.M; row += MaxExtent)
                RunPart(x.Part(row, Math.Min(MaxExtent, x.M - row), column, Math.Min(MaxExtent, x.N - column)));
    }

    static void RunPart(in MatrixProduct<T> x)
    {
        if (GemmRows<T, R>.Fits(x))
        {
            GemmRows<T, R>.Run(x);
            return;
        }

        var copyA = x.M > GemmTiles<T, R>.MaxRows && x.N > 2 * Columns && (x.ACol != 1 || RowsShareSets(x));
        int tiles = (x.M + GemmTiles<T, R>.MaxRows - 1) / GemmTiles<T, R>.MaxRows, panels = (x.N + Columns - 1) / Columns;
        var byPanels = panels >= LeastPanels && x.M <= FewRows && (x.BCol != 1 || x.M > LeastRows);
        var copyB = !byPanels && (x.BCol != 1 || x.M > 128);
        using var a = new Scratch<T>(copyA ? tiles * GemmPack<T, R>.TileRoom(x) : 0);
        using var b = new Scratch<T>(copyB ? (nint)panels * Columns * x.K : 0);
        var grid = new Grid(x, copyA ? a.Pointer : null, copyB ? b.Pointer : null, byPanels);
        if (copyA)
            Workers.Run(new CopyA(x, a.Pointer), (tiles + CopyA.Tiles - 1) / CopyA.Tiles);
        if (copyB)
            Workers.Run(new CopyB<T, R>(x, b.Pointer), panels);
        Workers.Run(grid, grid.Chunks);
    }

    readonly struct CopyA(MatrixProduct<T> x, T* y) : IWork
    {
        public const int Tiles = 8;

        public void Run(int chunk)
        {
            var row = chunk * Tiles * GemmTiles<T, R>.MaxRows;
            var rows = Math.Min(Tiles * GemmTiles<T, R>.MaxRows, x.M - row);
            GemmPack<T, R>.Tiles(x.Part(row, rows, 0, x.N), y + (row * GemmPack<T, R>.RowRoom(x)));
        }
    }

    /// <summary>The tiles of C, in rectangles that depend only on the size of the product.</summary>
    readonly struct Grid : IWork
    {
        readonly MatrixProduct<T> x;
        readonly T* a;
        readonly T* b;
        readonly nint aTile;
        readonly nint aRow;
        readonly nint aCol;
        readonly nint bPanel;
        readonly nint bRow;
        readonly int rows;
        readonly int columns;
        readonly int across;
        readonly int down;
        readonly bool byColumns;
        readonly bool byPanels;

        /// <param name="x">The product.</param>
        /// <param name="a">The copy of A, null where A is read itself.</param>
        /// <param name="b">The copy of B, null where B is read itself or by panels.</param>
        /// <param name="byPanels">Whether a chunk is all rows for a few columns and copies its own part of B.</param>
        public Grid(in MatrixProduct<T> x, T* a, T* b, bool byPanels)
        {
            this.x = x;
            this.a = a == null ? x.A : a;
            this.b = b == null ? x.B : b;
            this.byPanels = byPanels;
            aTile = a == null ? x.ARow : GemmPack<T, R>.RowRoom(x);
            (aRow, aCol) = a == null ? (x.ARow, x.ACol) : x.ACol == 1 ? (aTile, 1) : (1, GemmTiles<T, R>.MaxRows);
            (bRow, bPanel) = b == null && !byPanels ? (x.BRow, 1) : (Columns, x.K);
            int tiles = (x.M + GemmTiles<T, R>.MaxRows - 1) / GemmTiles<T, R>.MaxRows, panels = (x.N + Columns - 1) / Columns;
            var (height, width) = byPanels ? (tiles, Width(x, panels)) : Rectangle(x, tiles, panels);
            rows = height * GemmTiles<T, R>.MaxRows;
            columns = width * Columns;
            across = (panels + width - 1) / width;
            down = (tiles + height - 1) / height;
            byColumns = (long)x.K * x.N > (long)x.M * (x.K + x.N);
            Chunks = across * down;
        }

        static int Width(in MatrixProduct<T> x, int panels) => (int)Math.Clamp(ChunkWork * panels / Math.Max(1, Work(x)), 1, panels);

        // Whole rows of C if all of B stays at hand, else about as many rows as columns: that reads A and B least often.
        static (int Height, int Width) Rectangle(in MatrixProduct<T> x, int tiles, int panels)
        {
            var chunks = (int)Math.Clamp(Work(x) / ChunkWork, 1, MaxChunks);
            var area = (int)(((long)tiles * panels + chunks - 1) / chunks);
            var square = (int)Math.Sqrt((double)area * GemmTiles<T, R>.MaxRows / Columns);
            var width = tiles >= chunks && (long)x.K * x.N * sizeof(T) <= SmallB ? panels : Math.Clamp(square, 1, panels);
            var height = Math.Clamp((area + width - 1) / width, 1, tiles);
            return (height, Math.Clamp((area + height - 1) / height, Math.Min(width, panels), panels));
        }

        public int Chunks { get; }

        // Short rows end before the processor has noticed that they are read in order.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Prefetch(int row, int end)
        {
            if (!Sse.IsSupported || aCol != 1 || x.K * sizeof(T) > 1024)
                return;
            for (var last = Math.Min(end, row + GemmTiles<T, R>.MaxRows); row < last; row++)
                for (var p = (byte*)(a + (row * aTile)); p < a + (row * aTile) + x.K; p += 64)
                    Sse.Prefetch0(p);
        }

        // Compiled at full speed at once: for small products the loop costs as much as the tiles until then.
        [MethodImpl(Compile.Fully)]
        public void Run(int chunk)
        {
            int row0 = (byColumns ? chunk % down : chunk / across) * rows, column0 = (byColumns ? chunk / down : chunk % across) * columns;
            int row1 = Math.Min(x.M, row0 + rows), column1 = Math.Min(x.N, column0 + columns);
            using var own = new Scratch<T>(byPanels ? (nint)columns * x.K : 0);
            for (var column = column0; byPanels && column < column1; column += Columns)
                GemmPack<T, R>.Panel(x, column, own.Pointer + ((nint)(column - column0) * x.K));
            var panel0 = byPanels ? own.Pointer : b + (column0 * bPanel);
            TileArguments<T> t = default;
            (t.K, t.ARow, t.ACol, t.BRow, t.CRow, t.Accumulate) = (x.K, aRow, aCol, bRow, x.CRow, x.Accumulate);
            for (var row = row0; row < row1; row += GemmTiles<T, R>.MaxRows)
            {
                t.A = a + (row * aTile);
                Prefetch(row + GemmTiles<T, R>.MaxRows, row1);
                for (var column = column0; column < column1; column += Columns)
                {
                    t.B = panel0 + ((column - column0) * bPanel);
                    t.C = x.C + (row * x.CRow) + column;
                    t.Bias = x.Bias == null ? null : x.Bias + column;
                    GemmTiles<T, R>.For(Math.Min(GemmTiles<T, R>.MaxRows, row1 - row), Math.Min(Columns, column1 - column), out t.LastColumns)(&t);
                }
            }
        }
    }
}
