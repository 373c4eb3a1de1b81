using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels.Rows;

/// <summary>Layer and RMS normalisation with their gradients against naive loops in double.</summary>
public unsafe class RowNormTests
{
    const double Eps = 1e-5;

    public static TheoryData<int, int, bool> Cases => new()
    {
        { 0, 4, true }, { 3, 1, true }, { 5, 7, true }, { 5, 8, false }, { 70, 9, true }, { 3, 63, true }, { 500, 128, true }, { 40, 1000, false }, { 3, 5000, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void LayerNormEqualsANaiveLoop(int rows, int columns, bool affine)
    {
        Check<float>(rows, columns, affine, centred: true);
        Check<double>(rows, columns, affine, centred: true);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RmsNormEqualsANaiveLoop(int rows, int columns, bool affine)
    {
        Check<float>(rows, columns, affine, centred: false);
        Check<double>(rows, columns, affine, centred: false);
    }

    static void Check<T>(int rows, int columns, bool affine, bool centred) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Pinned.Random<T>(rows * columns, 1, -1, 3), g = Pinned.Random<T>(rows * columns, 2);
        T[] w = Pinned.Random<T>(columns, 3), b = Pinned.Random<T>(columns, 4);
        T[] y = Pinned.New<T>(x.Length), dx = Pinned.New<T>(x.Length), dw = Pinned.New<T>(columns), db = Pinned.New<T>(columns);
        T[] mean = Pinned.New<T>(rows), rstd = Pinned.New<T>(rows);
        var pw = affine ? w.Pointer() : null;
        Pinned.SameForAnyThreads(
            () =>
            {
                var eps = T.CreateTruncating(Eps);
                if (centred)
                {
                    LayerNorm.Run(x.Pointer(), pw, affine ? b.Pointer() : null, eps, y.Pointer(), mean.Pointer(), rstd.Pointer(), rows, columns);
                    LayerNorm.Gradient(
                        x.Pointer(), g.Pointer(), pw, mean.Pointer(), rstd.Pointer(), dx.Pointer(), dw.Pointer(), db.Pointer(), rows, columns);
                    return;
                }

                RmsNorm.Run(x.Pointer(), pw, eps, y.Pointer(), rstd.Pointer(), rows, columns);
                RmsNorm.Gradient(x.Pointer(), g.Pointer(), pw, rstd.Pointer(), dx.Pointer(), dw.Pointer(), rows, columns);
            },
            y, dx, dw, db);

        var one = Enumerable.Repeat(1.0, columns).ToArray();
        var zero = new double[columns];
        var e = Naive(x.Wide(), g.Wide(), affine ? w.Wide() : one, affine && centred ? b.Wide() : zero, rows, columns, centred);
        Pinned.Close(e.Y, y, 30);
        if (columns > 1)                                                        // with one column 1/√eps blows rounding up; y above shows it is right
            Pinned.Close(e.Dx, dx, 60);
        Pinned.Close(e.Dw, dw, 30 + 5 * rows);                                  // sums of `rows` numbers of size up to 10 that may cancel
        Pinned.Close(centred ? e.Db : zero, db, 30 + 5 * rows);
    }

    static (double[] Y, double[] Dx, double[] Dw, double[] Db) Naive(
        double[] x, double[] g, double[] w, double[] b, int rows, int columns, bool centred)
    {
        double[] y = new double[x.Length], dx = new double[x.Length], dw = new double[columns], db = new double[columns];
        for (var r = 0; r < rows; r++)
        {
            var row = x.AsSpan(r * columns, columns).ToArray();
            var mean = centred ? row.Average() : 0;
            var rstd = 1 / Math.Sqrt(row.Average(v => (v - mean) * (v - mean)) + Eps);
            var n = row.Select(v => (v - mean) * rstd).ToArray();
            var h = n.Select((_, c) => g[r * columns + c] * w[c]).ToArray();
            var meanH = centred ? h.Average() : 0;
            var meanHN = h.Zip(n, (p, q) => p * q).Average();
            for (var c = 0; c < columns; c++)
            {
                y[r * columns + c] = n[c] * w[c] + b[c];
                dx[r * columns + c] = rstd * (h[c] - meanH - n[c] * meanHN);
                dw[c] += g[r * columns + c] * n[c];
                db[c] += g[r * columns + c];
            }
        }

        return (y, dx, dw, db);
    }
}
