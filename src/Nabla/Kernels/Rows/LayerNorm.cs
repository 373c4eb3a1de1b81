using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Layer normalisation of the rows of a dense matrix (Ba et al. 2016): y = x̂ ⊙ w + b, x̂ = (x − mean) · rstd, rstd = 1 / √(variance + eps).</summary>
static unsafe class LayerNorm
{
    const int SumBlock = 1024;

    /// <summary>Also gives mean and rstd of each row, for the gradient; the variance is that of the population. w and b may be null. y may be x.</summary>
    public static void Run<T>(T* x, T* w, T* b, T eps, T* y, T* mean, T* rstd, long rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new Forward<T>(x, w, b, eps, y, mean, rstd, columns), rows, columns);

    /// <summary>
    /// dx = rstd · (h − mean(h) − x̂ mean(h x̂)) with h = g ⊙ w; dw = Σ g x̂ and db = Σ g over the rows. dx may be g; dw and db may be null, w too.
    /// </summary>
    public static void Gradient<T>(T* x, T* g, T* w, T* mean, T* rstd, T* dx, T* dw, T* db, long rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var sums = new ParameterSums<T>(rows, columns);
        Workers.Run(new Back<T>(x, g, w, mean, rstd, dx, sums.Work, columns), sums.Chunks);
        sums.Finish(dw, db);
    }

    readonly struct Forward<T>(T* xs, T* w, T* b, T eps, T* ys, T* means, T* rstds, int columns) : IRowKernel
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            T* x = xs + row * columns, y = ys + row * columns;
            var count = T.CreateTruncating(columns);
            var mean = RowReduction.Run<T, Summing>(x, columns) / count;
            var rstd = T.One / T.Sqrt(SquaredDistance(x, mean, columns) / count + eps);
            (means[row], rstds[row]) = (mean, rstd);
            Vector<T> m = new(mean), r = new(rstd);
            for (var i = 0; i < columns; i += Vector<T>.Count)
            {
                var left = columns - i;
                var v = (Part.Load(x + i, left) - m) * r;
                if (w != null) v *= Part.Load(w + i, left);
                if (b != null) v += Part.Load(b + i, left);
                Part.Store(v, y + i, left);
            }
        }
    }

    /// <summary>Σ (x − centre)², block by block: adding many squares to one number would lose digits.</summary>
    public static T SquaredDistance<T>(T* x, T centre, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Vector<T>.Zero;
        for (var i = 0; i < columns; i += SumBlock)
            sum += SquaredDistances(x + i, new Vector<T>(centre), Math.Min(SumBlock, columns - i));
        return RowReduction.Across<T, Summing>(sum);
    }

    static Vector<T> SquaredDistances<T>(T* x, Vector<T> centre, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = Vector<T>.Count;
        Vector<T> even = Vector<T>.Zero, odd = even;
        var i = 0;
        for (; i <= count - 2 * lanes; i += 2 * lanes)
        {
            var (p, q) = (Vector.Load(x + i) - centre, Vector.Load(x + i + lanes) - centre);
            even = VectorMath.MultiplyAdd(p, p, even);
            odd = VectorMath.MultiplyAdd(q, q, odd);
        }

        for (; i < count; i += lanes)
        {
            var p = Part.Keep(Part.Load(x + i, count - i) - centre, count - i);
            even = VectorMath.MultiplyAdd(p, p, even);
        }

        return even + odd;
    }

    readonly struct Back<T>(T* xs, T* gs, T* w, T* means, T* rstds, T* dxs, ParameterSums<T>.Sheets sheets, int columns) : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            sheets.Start(chunk, out var first, out var end, out var dw, out var db);
            for (var row = first; row < end; row++)
                Row(xs + row * columns, gs + row * columns, dxs + row * columns, means[row], rstds[row], dw, db);
        }

        void Row(T* x, T* g, T* dx, T mean, T rstd, T* dw, T* db)
        {
            Vector<T> m = new(mean), r = new(rstd), sum = Vector<T>.Zero, product = sum;
            for (var i = 0; i < columns; i += Vector<T>.Count)
            {
                var left = columns - i;
                var (n, grad) = ((Part.Load(x + i, left) - m) * r, Part.Load(g + i, left));
                Part.Store(VectorMath.MultiplyAdd(grad, n, Part.Load(dw + i, left)), dw + i, left);
                Part.Store(Part.Load(db + i, left) + grad, db + i, left);
                var h = w == null ? grad : grad * Part.Load(w + i, left);
                sum += h;
                product = VectorMath.MultiplyAdd(h, n, product);
            }

            var count = T.CreateTruncating(columns);
            Vector<T> meanH = new(RowReduction.Across<T, Summing>(sum) / count), meanHN = new(RowReduction.Across<T, Summing>(product) / count);
            for (var i = 0; i < columns; i += Vector<T>.Count)
            {
                var left = columns - i;
                var (n, grad) = ((Part.Load(x + i, left) - m) * r, Part.Load(g + i, left));
                var h = w == null ? grad : grad * Part.Load(w + i, left);
                Part.Store((h - meanH - n * meanHN) * r, dx + i, left);
            }
        }
    }
}
