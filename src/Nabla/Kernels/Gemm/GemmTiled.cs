namespace Nabla.Kernels;

/// <summary>Matrix product by register tiles, in panels copied for the caches where that pays, on all threads where that pays.</summary>
static unsafe class GemmTiled<T, V, S> where T : unmanaged where V : struct where S : ISimd<T, V>
{
    const int MaxTerms = 512;               // of a sum at a time: 12 rows of A (24 KB) stay in the first cache, panels of B in the second
    const int MaxExtent = 8192;             // rows or columns copied at a time: bounds the scratch memory
    const long ChunkWork = 1 << 18;         // multiply-adds worth handing to another thread: about 5 µs
    const int MaxChunks = 64;

    static int Columns => GemmTiles<T, V, S>.Columns;

    public static void Run(in MatrixProduct<T> x)
    {
        var blocks = Math.Max(1, (x.K + MaxTerms - 1) / MaxTerms);
        var terms = (x.K + blocks - 1) / blocks;
        for (var i = 0; i < blocks; i++)
            RunTerms(x.Terms(i * terms, Math.Min(terms, x.K - (i * terms))));
    }

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
        var copyA = x.ACol != 1 && x.N > 2 * Columns;
        var copyB = x.BCol != 1 || x.M > 128;
        int tiles = (x.M + S.MaxRows - 1) / S.MaxRows, panels = (x.N + Columns - 1) / Columns;
        using var a = new Scratch<T>(copyA ? (nint)tiles * S.MaxRows * x.K : 0);
        using var b = new Scratch<T>(copyB ? (nint)panels * Columns * x.K : 0);
        var grid = new Grid(x, copyA ? a.Pointer : null, copyB ? b.Pointer : null);
        if (copyA)
            Workers.Run(new CopyA(x, a.Pointer), (tiles + 7) / 8);
        if (copyB)
            Workers.Run(new CopyB(x, b.Pointer), panels);
        Workers.Run(grid, grid.Chunks);
    }

    readonly struct CopyA(MatrixProduct<T> x, T* y) : IWork
    {
        public void Run(int chunk)
        {
            for (var row = chunk * 8 * S.MaxRows; row < Math.Min(x.M, (chunk + 1) * 8 * S.MaxRows); row += S.MaxRows)
                GemmPack<T, V, S>.Tile(x.A + (row * x.ARow), x.ARow, x.ACol, x.K, Math.Min(S.MaxRows, x.M - row), y + ((nint)row * x.K), S.MaxRows);
        }
    }

    readonly struct CopyB(MatrixProduct<T> x, T* y) : IWork
    {
        public void Run(int panel)
        {
            var column = panel * Columns;
            GemmPack<T, V, S>.Panel(x.B + (column * x.BCol), x.BRow, x.BCol, x.K, Math.Min(Columns, x.N - column), y + ((nint)column * x.K), Columns);
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

        public Grid(in MatrixProduct<T> x, T* a, T* b)
        {
            this.x = x;
            this.a = a == null ? x.A : a;
            this.b = b == null ? x.B : b;
            (aRow, aCol, aTile) = a == null ? (x.ARow, x.ACol, x.ARow) : (1, S.MaxRows, x.K);
            (bRow, bPanel) = b == null ? (x.BRow, 1) : (Columns, x.K);
            int tiles = (x.M + S.MaxRows - 1) / S.MaxRows, panels = (x.N + Columns - 1) / Columns;
            var chunks = (int)Math.Clamp(x.Work / ChunkWork, 1, MaxChunks);
            var tilesOfChunk = (tiles * panels + chunks - 1) / chunks;
            var width = Math.Clamp((int)Math.Sqrt((double)tilesOfChunk * S.MaxRows / Columns), 1, panels);
            var height = Math.Clamp((tilesOfChunk + width - 1) / width, 1, tiles);
            width = Math.Min(panels, (tilesOfChunk + height - 1) / height);
            rows = height * S.MaxRows;
            columns = width * Columns;
            across = (panels + width - 1) / width;
            Chunks = across * ((tiles + height - 1) / height);
        }

        public int Chunks { get; }

        public void Run(int chunk)
        {
            int row0 = chunk / across * rows, column0 = chunk % across * columns;
            int row1 = Math.Min(x.M, row0 + rows), column1 = Math.Min(x.N, column0 + columns);
            TileArguments<T> t = default;
            (t.K, t.ARow, t.ACol, t.BRow, t.CRow, t.Accumulate) = (x.K, aRow, aCol, bRow, x.CRow, x.Accumulate);
            for (var row = row0; row < row1; row += S.MaxRows)
            {
                t.A = a + (row * aTile);
                for (var column = column0; column < column1; column += Columns)
                {
                    t.B = b + (column * bPanel);
                    t.C = x.C + (row * x.CRow) + column;
                    t.Bias = x.Bias == null ? null : x.Bias + column;
                    GemmTiles<T, V, S>.For(Math.Min(S.MaxRows, row1 - row), Math.Min(Columns, column1 - column), out t.LastColumns)(&t);
                }
            }
        }
    }
}
