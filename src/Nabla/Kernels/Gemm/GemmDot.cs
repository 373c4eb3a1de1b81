using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// Products with few rows or few columns, as dot products along the rows of the large matrix: it is read once, in the order in which it lies.
/// </summary>
static unsafe class GemmDot<T, R> where T : unmanaged, INumberBase<T> where R : struct, IRegister<R, T>
{
    const int Together = 4;         // rows of the large matrix at a time
    const int MaxFew = 16;
    const int MaxFewColumns = 4;    // more columns fill enough of a register for the tiles to be as good
    const int MinTerms = 64;        // below, adding up the registers costs more than the products
    const int ManyTerms = 256;      // from here on adding them up hardly counts, and tiles are better only with more columns
    const long ChunkBytes = 1 << 17;

    /// <summary>Whether this is a product that <see cref="Run"/> does better than tiles.</summary>
    public static bool Fits(in MatrixProduct<T> x) =>
        x.K >= MinTerms
        && ((x.BRow == 1 && x.M <= MaxFew) || (x.ACol == 1 && x.N <= (x.K < ManyTerms ? MaxFewColumns : R.Count * 3 / 4)));

    public static void Run(in MatrixProduct<T> x)
    {
        var fewRows = x.BRow == 1 && x.M <= MaxFew;
        var few = fewRows ? x.M : x.N;
        var together = (fewRows ? x.ACol : x.BRow) == 1;
        using var copy = new Scratch<T>(together ? 0 : (nint)few * x.K);
        var rows = fewRows
            ? new Rows(x.B, x.BCol, x.N, 1, 1, x.A, x.ARow, x.M, x.CRow, 0)
            : new Rows(x.A, x.ARow, x.M, x.CRow, 0, x.B, x.BCol, x.N, 1, 1);
        if (!together)
        {
            Gather(rows.Few, fewRows ? x.ACol : x.BRow, rows.FewRow, few, x.K, copy.Pointer);
            rows.Few = copy.Pointer;
            rows.FewRow = x.K;
        }

        var each = (int)Math.Clamp(ChunkBytes / sizeof(T) / x.K, 1, rows.ManyCount);
        each = (each + Together - 1) / Together * Together;
        Workers.Run(new Dots(x, rows, each), (rows.ManyCount + each - 1) / each);
    }

    static int MaxTogether => GemmTiles<T, R>.MaxRows / 2;

    static void Gather(T* x, nint step, nint row, int rows, int k, T* y)
    {
        for (var r = 0; r < rows; r++)
            for (var p = 0; p < k; p++)
                *y++ = x[(r * row) + (p * step)];
    }

    /// <summary>The large and the small factor by the rows along which the sums run; how far one row moves in C and in the bias.</summary>
    struct Rows(
        T* many, nint manyRow, int manyCount, nint manyInC, nint manyInBias, T* few, nint fewRow, int fewCount, nint fewInC, nint fewInBias)
    {
        public T* Many = many;
        public nint ManyRow = manyRow;
        public int ManyCount = manyCount;
        public nint ManyInC = manyInC;
        public nint ManyInBias = manyInBias;
        public T* Few = few;
        public nint FewRow = fewRow;
        public int FewCount = fewCount;
        public nint FewInC = fewInC;
        public nint FewInBias = fewInBias;
    }

    readonly struct Dots(MatrixProduct<T> x, Rows rows, int each) : IWork
    {
        public void Run(int chunk)
        {
            var passes = (rows.FewCount + MaxTogether - 1) / MaxTogether;
            var last = Math.Min(rows.ManyCount, (chunk + 1) * each);
            for (var row = chunk * each; row < last; row += Together)
                for (var pass = 0; pass < passes; pass++)
                    Block(row, rows.FewCount * pass / passes, rows.FewCount * (pass + 1) / passes);
        }

        void Block(int row, int first, int end)
        {
            switch (end - first)
            {
                case 1: Block<Rows1>(row, first); break;
                case 2: Block<Rows2>(row, first); break;
                case 3: Block<Rows3>(row, first); break;
                case 4: Block<Rows4>(row, first); break;
                case 5: Block<Rows5>(row, first); break;
                default: Block<Rows6>(row, first); break;
            }
        }

        // Sums of at most 4 rows of the large by F of the small factor; a row beyond the last is the last once more and not written.
        void Block<F>(int row, int f) where F : IConstant
        {
            var many = Math.Min(Together, rows.ManyCount - row);
            var sums = stackalloc T[Together * F.Value];
            T* m = rows.Many + (row * rows.ManyRow), s = rows.Few + (f * rows.FewRow);
            Sums<F>(m, rows.ManyRow, many - 1, s, rows.FewRow, x.K, sums);
            for (var i = 0; i < F.Value; i++)
            {
                for (var j = 0; j < many; j++)
                {
                    var c = x.C + ((row + j) * rows.ManyInC) + ((f + i) * rows.FewInC);
                    var sum = sums[(i * Together) + j];
                    if (x.Accumulate)
                        sum = *c + sum;
                    if (x.Bias != null)
                        sum += x.Bias[((row + j) * rows.ManyInBias) + ((f + i) * rows.FewInBias)];
                    *c = sum;
                }
            }
        }
    }

    // y[i, j] = Σ_k few[i, k] many[j, k]; registers x<i><j>.
    [MethodImpl(Compile.Fully)]
    [SkipLocalsInit]
    static void Sums<F>(T* many, nint manyRow, int manyLast, T* few, nint s, nint k, T* y) where F : IConstant
    {
        R x00 = default, x01 = default, x02 = default, x03 = default, x10 = default, x11 = default, x12 = default, x13 = default;
        R x20 = default, x21 = default, x22 = default, x23 = default, x30 = default, x31 = default, x32 = default, x33 = default;
        R x40 = default, x41 = default, x42 = default, x43 = default, x50 = default, x51 = default, x52 = default, x53 = default;
        var m1 = many + (Math.Min(1, manyLast) * manyRow);
        var m2 = many + (Math.Min(2, manyLast) * manyRow);
        var m3 = many + (Math.Min(3, manyLast) * manyRow);
        var f3 = few + (3 * s);
        nint p = 0;
        for (; p + R.Count <= k; p += R.Count)
        {
            R a = R.Load(many + p), b = R.Load(m1 + p), c = R.Load(m2 + p), d = R.Load(m3 + p);
            Add(R.Load(few + p), a, b, c, d, ref x00, ref x01, ref x02, ref x03);
            if (F.Value > 1) Add(R.Load(few + s + p), a, b, c, d, ref x10, ref x11, ref x12, ref x13);
            if (F.Value > 2) Add(R.Load(few + (2 * s) + p), a, b, c, d, ref x20, ref x21, ref x22, ref x23);
            if (F.Value > 3) Add(R.Load(f3 + p), a, b, c, d, ref x30, ref x31, ref x32, ref x33);
            if (F.Value > 4) Add(R.Load(f3 + s + p), a, b, c, d, ref x40, ref x41, ref x42, ref x43);
            if (F.Value > 5) Add(R.Load(f3 + (2 * s) + p), a, b, c, d, ref x50, ref x51, ref x52, ref x53);
        }

        if (p < k)
        {
            var mask = R.Mask((int)(k - p));
            R a = R.Load(many + p, mask), b = R.Load(m1 + p, mask), c = R.Load(m2 + p, mask), d = R.Load(m3 + p, mask);
            Add(R.Load(few + p, mask), a, b, c, d, ref x00, ref x01, ref x02, ref x03);
            if (F.Value > 1) Add(R.Load(few + s + p, mask), a, b, c, d, ref x10, ref x11, ref x12, ref x13);
            if (F.Value > 2) Add(R.Load(few + (2 * s) + p, mask), a, b, c, d, ref x20, ref x21, ref x22, ref x23);
            if (F.Value > 3) Add(R.Load(f3 + p, mask), a, b, c, d, ref x30, ref x31, ref x32, ref x33);
            if (F.Value > 4) Add(R.Load(f3 + s + p, mask), a, b, c, d, ref x40, ref x41, ref x42, ref x43);
            if (F.Value > 5) Add(R.Load(f3 + (2 * s) + p, mask), a, b, c, d, ref x50, ref x51, ref x52, ref x53);
        }

        Store(y, x00, x01, x02, x03);
        if (F.Value > 1) Store(y + 4, x10, x11, x12, x13);
        if (F.Value > 2) Store(y + 8, x20, x21, x22, x23);
        if (F.Value > 3) Store(y + 12, x30, x31, x32, x33);
        if (F.Value > 4) Store(y + 16, x40, x41, x42, x43);
        if (F.Value > 5) Store(y + 20, x50, x51, x52, x53);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(R f, R a, R b, R c, R d, ref R x0, ref R x1, ref R x2, ref R x3)
    {
        x0 = R.MultiplyAdd(f, a, x0);
        x1 = R.MultiplyAdd(f, b, x1);
        x2 = R.MultiplyAdd(f, c, x2);
        x3 = R.MultiplyAdd(f, d, x3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(T* y, R x0, R x1, R x2, R x3)
    {
        y[0] = R.Sum(x0);
        y[1] = R.Sum(x1);
        y[2] = R.Sum(x2);
        y[3] = R.Sum(x3);
    }
}
