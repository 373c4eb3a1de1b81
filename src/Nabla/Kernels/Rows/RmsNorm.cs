using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Root-mean-square normalisation of the rows of a dense matrix (Zhang and Sennrich 2019): y = x · rstd ⊙ w, rstd = 1 / √(mean(x²) + eps).</summary>
static unsafe class RmsNorm
{
    /// <summary>Also gives rstd of each row, for the gradient. w may be null. y may be x.</summary>
    public static void Run<T>(T* x, T* w, T eps, T* y, T* rstd, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var ones = new Scratch<T>(w == null ? columns : 0);
        RowWork.Run(new Forward<T>(x, Part.OrFilled(w, T.One, ones, columns), eps, y, rstd, columns), rows, columns);
    }

    /// <summary>dx = rstd · (h − x̂ mean(h x̂)) with h = g ⊙ w and x̂ = x · rstd; dw = Σ g x̂ over the rows. dx may be g; w and dw may be null.</summary>
    public static void Gradient<T>(T* x, T* g, T* w, T* rstd, T* dx, T* dw, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var ones = new Scratch<T>(w == null ? columns : 0);
        w = Part.OrFilled(w, T.One, ones, columns);
        using var sums = new ParameterSums<T>(rows, columns);
        Workers.Run(new Back<T>(x, g, w, rstd, dx, sums.Work, columns), sums.Chunks);
        sums.Finish(dw, null);
    }

    readonly struct Forward<T>(T* xs, T* w, T eps, T* ys, T* rstds, int columns) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            var x = xs + row * columns;
            rstds[row] = T.One / T.Sqrt(LayerNorm.SquaredDistance(x, T.Zero, columns) / T.CreateTruncating(columns) + eps);
            Normalise(x, rstds[row], w, ys + row * columns, columns);
        }

        // y = x · rstd · w
        static void Normalise(T* x, T rstd, T* w, T* y, int count)
        {
            var r = new Vector<T>(rstd);
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
                Vector.Store(Vector.Load(x + i) * r * Vector.Load(w + i), y + i);
            for (; i < count; i++)
                y[i] = x[i] * rstd * w[i];
        }
    }

    readonly struct Back<T>(T* xs, T* gs, T* w, T* rstds, T* dxs, ParameterSums<T>.Sheets sheets, int columns) : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            sheets.Start(chunk, out var first, out var end, out var dw, out _);
            for (var row = first; row < end; row++)
            {
                T* x = xs + row * columns, g = gs + row * columns;
                var meanHN = Sum(x, g, w, rstds[row], dw, columns) / T.CreateTruncating(columns);
                Slope(x, g, w, rstds[row], meanHN, dxs + row * columns, columns);
            }
        }

        // With n = x · rstd: dw += g n; returns Σ g w n.
        static T Sum(T* x, T* g, T* w, T rstd, T* dw, int count)
        {
            Vector<T> r = new(rstd), sums = Vector<T>.Zero;
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            {
                var gn = Vector.Load(g + i) * (Vector.Load(x + i) * r);
                Vector.Store(Vector.Load(dw + i) + gn, dw + i);
                sums = VectorMath.MultiplyAdd(gn, Vector.Load(w + i), sums);
            }

            var sum = RowReduction.Across<T, Summing>(sums);
            for (; i < count; i++)
            {
                var gn = g[i] * (x[i] * rstd);
                dw[i] += gn;
                sum += gn * w[i];
            }

            return sum;
        }

        // dx = (g w − x · rstd · mean(h n)) · rstd
        static void Slope(T* x, T* g, T* w, T rstd, T meanHN, T* dx, int count)
        {
            Vector<T> r = new(rstd), k = new(rstd * meanHN);
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
                Vector.Store((Vector.Load(g + i) * Vector.Load(w + i) - Vector.Load(x + i) * k) * r, dx + i);
            for (; i < count; i++)
                dx[i] = (g[i] * w[i] - x[i] * (rstd * meanHN)) * rstd;
        }
    }
}
