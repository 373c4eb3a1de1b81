using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Softmax cross-entropy of rows of logits with class indices, without the softmax in memory.</summary>
static unsafe class CrossEntropy
{
    /// <summary>
    /// loss[r] = m + ln Σ e^(x − m) − x[target], 0 where the target is <paramref name="ignored"/>;
    /// peak[r] = m, the row's largest x, and logSum[r] = ln Σ e^(x − m) are what the gradient needs. (Kept apart: their sum loses digits when m is large.)
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor <paramref name="ignored"/>.</exception>
    public static void Run<T>(T* x, long* target, T* loss, T* peak, T* logSum, long rows, int classes, long ignored = -100)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new Forward<T>(x, target, loss, peak, logSum, classes, ignored), rows, classes);

    /// <summary>dx = (e^(x − peak − logSum) − [class = target]) · scale[row · scaleStep], 0 in ignored rows. dx may be x.</summary>
    public static void Gradient<T>(
        T* x, long* target, T* peak, T* logSum, T* scale, int scaleStep, T* dx, long rows, int classes, long ignored = -100)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new Back<T>(x, target, peak, logSum, scale, scaleStep, dx, classes, ignored), rows, classes);

    readonly struct Forward<T>(T* xs, long* target, T* loss, T* peak, T* logSum, int classes, long ignored) : IRowKernel
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            var x = xs + row * classes;
            var index = target[row];
            if ((ulong)index >= (ulong)classes && index != ignored)
                throw NoClass(row, index, classes);
            peak[row] = Softmax.Peak(x, classes);
            logSum[row] = T.Log(Softmax.ExpSum(x, peak[row], classes));
            loss[row] = index == ignored ? T.Zero : peak[row] - x[index] + logSum[row];
        }
    }

    readonly struct Back<T>(T* xs, long* target, T* peak, T* logSum, T* scales, int scaleStep, T* dxs, int classes, long ignored) : IRowKernel
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            T* x = xs + row * classes, dx = dxs + row * classes;
            if (target[row] == ignored)
            {
                new Span<T>(dx, classes).Clear();
                return;
            }

            var scale = scales[row * scaleStep];
            Probabilities(x, new(peak[row]), new(logSum[row]), new(scale), dx, classes);
            dx[target[row]] -= scale;
        }

        // dx = e^(x − peak − log) · scale
        static void Probabilities(T* x, Vector<T> peak, Vector<T> log, Vector<T> scale, T* dx, int count)
        {
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
                Vector.Store(VectorMath.Exp(Vector.Load(x + i) - peak - log) * scale, dx + i);
            if (i < count)
                Part.Store(VectorMath.Exp(Part.Load(x + i, count - i) - peak - log) * scale, dx + i, count - i);
        }
    }

    static ArgumentOutOfRangeException NoClass(long row, long target, int classes) =>
        new(nameof(target), $"CrossEntropy: the target of row {row} must be a class 0 … {classes - 1}, got {target}.");
}
