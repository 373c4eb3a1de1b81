using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Gradients of softmax and log-softmax, from the result y and its gradient g.</summary>
static unsafe class SoftmaxGradient
{
    /// <summary>dx = y ⊙ (g − Σ g y), the derivative of y = softmax(x). dx may be g or y.</summary>
    public static void Run<T>(T* y, T* g, T* dx, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new Plain<T>(y, g, dx, columns), rows, columns);

    /// <summary>dx = g − e^y Σ g, the derivative of y = ln softmax(x). dx may be g or y.</summary>
    public static void RunLog<T>(T* y, T* g, T* dx, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new Logarithm<T>(y, g, dx, columns), rows, columns);

    readonly struct Plain<T>(T* ys, T* gs, T* dxs, int columns) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            T* y = ys + row * columns, g = gs + row * columns;
            Apply(y, g, Dot(y, g, columns), dxs + row * columns, columns);
        }

        static T Dot(T* y, T* g, int count)
        {
            Vector<T> even = Vector<T>.Zero, odd = even;
            var lanes = Vector<T>.Count;
            var i = 0;
            for (; i <= count - 2 * lanes; i += 2 * lanes)
            {
                even = VectorMath.MultiplyAdd(Vector.Load(y + i), Vector.Load(g + i), even);
                odd = VectorMath.MultiplyAdd(Vector.Load(y + i + lanes), Vector.Load(g + i + lanes), odd);
            }

            var sum = RowReduction.Across<T, Summing>(even + odd);
            for (; i < count; i++)
                sum += y[i] * g[i];
            return sum;
        }

        static void Apply(T* y, T* g, T sum, T* dx, int count)
        {
            var s = new Vector<T>(sum);
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
                Vector.Store(Vector.Load(y + i) * (Vector.Load(g + i) - s), dx + i);
            for (; i < count; i++)
                dx[i] = y[i] * (g[i] - sum);
        }
    }

    readonly struct Logarithm<T>(T* ys, T* gs, T* dxs, int columns) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row) => Apply(
            ys + row * columns, gs + row * columns, new Vector<T>(RowReduction.Run<T, Summing>(gs + row * columns, columns)),
            dxs + row * columns, columns);

        static void Apply(T* y, T* g, Vector<T> sum, T* dx, int count)
        {
            var i = 0;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
                Vector.Store(Vector.Load(g + i) - VectorMath.Exp(Vector.Load(y + i)) * sum, dx + i);
            if (i < count)
                Part.Store(Part.Load(g + i, count - i) - VectorMath.Exp(Part.Load(y + i, count - i)) * sum, dx + i, count - i);
        }
    }
}
