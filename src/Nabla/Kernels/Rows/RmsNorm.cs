using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Root-mean-square normalisation of the rows of a dense matrix (Zhang and Sennrich 2019): y = x · rstd ⊙ w, rstd = 1 / √(mean(x²) + eps).</summary>
static unsafe class RmsNorm
{
    /// <summary>Also gives rstd of each row, for the gradient. w may be null. y may be x.</summary>
    public static void Run<T>(T* x, T* w, T eps, T* y, T* rstd, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new Forward<T>(x, w, eps, y, rstd, columns), rows, columns);

    /// <summary>dx = rstd · (h − x̂ mean(h x̂)) with h = g ⊙ w and x̂ = x · rstd; dw = Σ g x̂ over the rows. dx may be g; w and dw may be null.</summary>
    public static void Gradient<T>(T* x, T* g, T* w, T* rstd, T* dx, T* dw, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var sums = new ParameterSums<T>(rows, columns);
        Workers.Run(new Back<T>(x, g, w, rstd, dx, sums.Work, columns), sums.Chunks);
        sums.Finish(dw, null);
    }

    readonly struct Forward<T>(T* xs, T* w, T eps, T* ys, T* rstds, int columns) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            T* x = xs + row * columns, y = ys + row * columns;
            rstds[row] = T.One / T.Sqrt(LayerNorm.SquaredDistance(x, T.Zero, columns) / T.CreateTruncating(columns) + eps);
            var r = new Vector<T>(rstds[row]);
            for (var i = 0; i < columns; i += Vector<T>.Count)
            {
                var v = Part.Load(x + i, columns - i) * r;
                Part.Store(w == null ? v : v * Part.Load(w + i, columns - i), y + i, columns - i);
            }
        }
    }

    readonly struct Back<T>(T* xs, T* gs, T* w, T* rstds, T* dxs, ParameterSums<T>.Sheets sheets, int columns) : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            sheets.Start(chunk, out var first, out var end, out var dw, out _);
            for (var row = first; row < end; row++)
                Row(xs + row * columns, gs + row * columns, dxs + row * columns, new Vector<T>(rstds[row]), dw);
        }

        void Row(T* x, T* g, T* dx, Vector<T> r, T* dw)
        {
            var product = Vector<T>.Zero;
            for (var i = 0; i < columns; i += Vector<T>.Count)
            {
                var left = columns - i;
                var gn = Part.Load(g + i, left) * (Part.Load(x + i, left) * r);
                Part.Store(Part.Load(dw + i, left) + gn, dw + i, left);
                product += w == null ? gn : gn * Part.Load(w + i, left);
            }

            var meanHN = new Vector<T>(RowReduction.Across<T, Summing>(product) / T.CreateTruncating(columns));
            for (var i = 0; i < columns; i += Vector<T>.Count)
            {
                var (left, grad) = (columns - i, Part.Load(g + i, columns - i));
                var h = w == null ? grad : grad * Part.Load(w + i, left);
                Part.Store((h - Part.Load(x + i, left) * r * meanHN) * r, dx + i, left);
            }
        }
    }
}
