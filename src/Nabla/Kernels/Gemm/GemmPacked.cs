using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

static unsafe partial class Gemm
{
    /// <summary>Room that <see cref="Pack{T}"/> needs for a matrix of k × n numbers.</summary>
    public static nint PackedLength(int n, int k) => (nint)k * ((n + 63) & ~63);

    /// <summary>Copies B into the order in which <see cref="RunPacked{T}"/> reads it: for a matrix that is multiplied by many times.</summary>
    public static void Pack<T>(int n, int k, T* b, nint bRow, nint bCol, T* packed) where T : unmanaged, INumberBase<T>
    {
        if (Vector512.IsHardwareAccelerated)
            GemmPacked<T, Wide<T>>.Pack(n, k, b, bRow, bCol, packed);
        else if (Vector.IsHardwareAccelerated)
            GemmPacked<T, Plain<T>>.Pack(n, k, b, bRow, bCol, packed);
        else
            GemmPacked<T, One<T>>.Pack(n, k, b, bRow, bCol, packed);
    }

    /// <summary>C[i,j] = (accumulate ? C[i,j] : 0) + Σ_k A[i,k] B[k,j] + (bias is null ? 0 : bias[j]) for a packed B.</summary>
    public static void RunPacked<T>(int m, int n, int k, T* a, nint aRow, T* packed, T* c, nint cRow, T* bias = null, bool accumulate = false)
        where T : unmanaged, INumberBase<T>
    {
        var x = new MatrixProduct<T>
        {
            M = m, N = n, K = k, A = a, ARow = aRow, ACol = 1, B = packed, C = c, CRow = cRow, Bias = bias, Accumulate = accumulate,
        };
        if (Vector512.IsHardwareAccelerated)
            GemmPacked<T, Wide<T>>.Run(x);
        else if (Vector.IsHardwareAccelerated)
            GemmPacked<T, Plain<T>>.Run(x);
        else
            GemmPacked<T, One<T>>.Run(x);
    }
}

/// <summary>Products with a B that was packed before: panels of two registers' columns, the terms of the sum in blocks.</summary>
static unsafe class GemmPacked<T, R> where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
{
    const int MaxTerms = 256;               // of a block: a panel of it (32 KB) is read by all rows before it leaves the nearest caches
    const long ChunkWork = 1 << 18;         // multiply-adds worth handing to another thread

    static int Columns => GemmTiles<T, R>.Columns;

    public static void Pack(int n, int k, T* b, nint bRow, nint bCol, T* packed) =>
        Workers.Run(new Copy(n, k, b, bRow, bCol, packed), Panels(n) * Blocks(k));

    public static void Run(in MatrixProduct<T> x)
    {
        var panels = Panels(x.N);
        var each = (int)Math.Clamp(ChunkWork * panels / Math.Max(1, x.Work), 1, panels);
        Workers.Run(new Product(x, each), (panels + each - 1) / each);
    }

    static int Panels(int n) => (n + Columns - 1) / Columns;

    static int Blocks(int k) => (k + MaxTerms - 1) / MaxTerms;

    // Block by block, panel by panel within a block.
    static T* Panel(T* packed, int n, int k, int block, int panel)
    {
        nint first = block * MaxTerms, terms = Math.Min(MaxTerms, k - first);
        return packed + (((first * Panels(n)) + (terms * panel)) * Columns);
    }

    readonly struct Copy(int n, int k, T* b, nint bRow, nint bCol, T* packed) : IWork
    {
        public void Run(int chunk)
        {
            int block = chunk / Panels(n), panel = chunk % Panels(n), term = block * MaxTerms, column = panel * Columns;
            GemmPack<T, R>.Panel(
                b + (term * bRow) + (column * bCol), bRow, bCol, Math.Min(MaxTerms, k - term), Math.Min(Columns, n - column),
                Panel(packed, n, k, block, panel), Columns);
        }
    }

    readonly struct Product(MatrixProduct<T> x, int panels) : IWork
    {
        public void Run(int chunk)
        {
            int first = chunk * panels, last = Math.Min(Panels(x.N), first + panels);
            for (var block = 0; block < Math.Max(1, Blocks(x.K)); block++)
                for (var panel = first; panel < last; panel++)
                    Rows(block, panel);
        }

        // Tiles of nearly equal height: one of few rows would wait for its sums.
        void Rows(int block, int panel)
        {
            int term = block * MaxTerms, column = panel * Columns, tiles = (x.M + GemmTiles<T, R>.MaxRows - 1) / GemmTiles<T, R>.MaxRows;
            TileArguments<T> t = default;
            (t.K, t.ARow, t.ACol, t.BRow, t.CRow) = (Math.Min(MaxTerms, x.K - term), x.ARow, 1, Columns, x.CRow);
            t.B = Panel(x.B, x.N, x.K, block, panel);
            t.Accumulate = x.Accumulate || block > 0;
            t.Bias = x.Bias == null || block > 0 ? null : x.Bias + column;
            for (int tile = 0, row = 0; tile < tiles; tile++)
            {
                var rows = (x.M - row + tiles - tile - 1) / (tiles - tile);
                t.A = x.A + (row * x.ARow) + term;
                t.C = x.C + (row * x.CRow) + column;
                GemmTiles<T, R>.For(rows, Math.Min(Columns, x.N - column), out t.LastColumns)(&t);
                row += rows;
            }
        }
    }
}
