using System.Numerics;

namespace Nabla.Tests.Kernels;

/// <summary>How the operands lie in memory and what is added to the product.</summary>
public sealed record GemmViews(string A, string B, bool Bias, bool Accumulate);

/// <summary>What the product tests vary, and their numbers.</summary>
static class GemmCase
{
    static readonly string[] Layouts = ["rows", "columns", "strided"];
    static readonly (bool Bias, bool Accumulate)[] Extras = [(false, false), (true, false), (false, true)];

    public static IEnumerable<GemmViews> AllViews =>
    [
        .. from a in Layouts from b in Layouts from extra in Extras select new GemmViews(a, b, extra.Bias, extra.Accumulate),
        new("one row", "one column", true, true),
        new("one column", "one row", false, false),
    ];

    /// <summary>Multiples of 1/128 in (−1, 1) for fractions, whole numbers otherwise.</summary>
    public static T[] Numbers<T>(int count, int seed = 0) where T : INumberBase<T>
    {
        var random = new Random(seed);
        var whole = T.CreateTruncating(0.5) == T.Zero;
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(whole ? random.Next(-99, 100) : random.Next(-127, 128) / 128.0 * 1.003))];
    }

    /// <summary>Distances between rows and between columns, and the room needed.</summary>
    public static (nint Row, nint Column, int Room) Layout(string name, int rows, int columns) => name switch
    {
        "rows" => (columns, 1, rows * columns),
        "columns" => (1, rows, rows * columns),
        "strided" => ((3 * columns) + 5, 3, rows * ((3 * columns) + 5)),
        "one row" => (0, 1, columns),
        "one column" => (1, 0, rows),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}

unsafe delegate void Multiply<T>(int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow, T* bias, bool accumulate)
    where T : unmanaged;

/// <summary>One product with all it reads and writes; C's rows have a margin that must stay as it was.</summary>
sealed unsafe class GemmCase<T> where T : unmanaged, INumberBase<T>
{
    const int Margin = 3;
    readonly int m, n, k;
    readonly GemmViews views;
    readonly (nint Row, nint Column, int Room) aLayout, bLayout;
    readonly T[] a, b, bias, start;

    public GemmCase(int m, int n, int k, GemmViews views)
    {
        (this.m, this.n, this.k, this.views) = (m, n, k, views);
        (aLayout, bLayout) = (GemmCase.Layout(views.A, m, k), GemmCase.Layout(views.B, k, n));
        (a, b) = (GemmCase.Numbers<T>(aLayout.Room, 1), GemmCase.Numbers<T>(bLayout.Room, 2));
        (bias, start) = (GemmCase.Numbers<T>(n, 3), GemmCase.Numbers<T>(m * (n + Margin), 4));
        C = [.. start];
    }

    public T[] C { get; private set; }

    public void Run(Multiply<T> multiply)
    {
        C = [.. start];
        fixed (T* pa = a, pb = b, pc = C, pBias = bias)
            multiply(
                m, n, k, pa, aLayout.Row, aLayout.Column, pb, bLayout.Row, bLayout.Column, pc, n + Margin, views.Bias ? pBias : null, views.Accumulate);
    }

    /// <summary>Compares with sums in double; <paramref name="rounding"/> is what C may be off per Σ|a b| (0: exact).</summary>
    public void AssertNear(double rounding)
    {
        double[] rows = Dense(a, aLayout, m, k, k, 1), columns = Dense(b, bLayout, k, n, 1, k);
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                double actual = double.CreateTruncating(C[(i * (n + Margin)) + j]);
                var (expected, size) = Expected(i, j, rows.AsSpan(i * k, k), columns.AsSpan(j * k, k));
                if (!(Math.Abs(actual - expected) <= rounding * (1 + size)))
                    Assert.Fail($"{m} × {n} × {k}, {views}: C[{i}, {j}] is {actual}, should be {expected}");
            }

            Assert.Equal(start.AsSpan((i * (n + Margin)) + n, Margin), C.AsSpan((i * (n + Margin)) + n, Margin));
        }
    }

    (double Sum, double Size) Expected(int i, int j, ReadOnlySpan<double> row, ReadOnlySpan<double> column)
    {
        double sum = views.Accumulate ? double.CreateTruncating(start[(i * (n + Margin)) + j]) : 0, size = Math.Abs(sum);
        for (var p = 0; p < row.Length; p++)
        {
            sum += row[p] * column[p];
            size += Math.Abs(row[p] * column[p]);
        }

        return (sum + (views.Bias ? double.CreateTruncating(bias[j]) : 0), size);
    }

    static double[] Dense(T[] x, (nint Row, nint Column, int Room) layout, int rows, int columns, int toRow, int toColumn)
    {
        var y = new double[rows * columns];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
                y[(r * toRow) + (c * toColumn)] = double.CreateTruncating(x[(r * layout.Row) + (c * layout.Column)]);
        return y;
    }
}
