using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Softmax and its logarithm over the rows of a dense matrix, stable for any finite input. A row of −∞ alone, or with NaN or +∞, gives NaN.</summary>
static unsafe class Softmax
{
    // Sums are made block by block: adding many numbers to one would lose digits.
    const int SumBlock = 1024;

    /// <summary>y = e^(x − m) / Σ e^(x − m) with m the row's largest x. y may be x.</summary>
    public static void Run<T>(T* x, T* y, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new Plain<T>(x, y, columns), rows, columns);

    /// <summary>y = x − m − ln Σ e^(x − m). y may be x.</summary>
    public static void RunLog<T>(T* x, T* y, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new Logarithm<T>(x, y, columns), rows, columns);

    /// <summary>dx = y ⊙ (g − Σ g y), the derivative of y = softmax(x). dx may be g or y.</summary>
    public static void Gradient<T>(T* y, T* g, T* dx, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new Back<T>(y, g, dx, columns), rows, columns);

    /// <summary>dx = g − e^y Σ g, the derivative of y = ln softmax(x). dx may be g or y.</summary>
    public static void LogGradient<T>(T* y, T* g, T* dx, long rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new LogarithmBack<T>(y, g, dx, columns), rows, columns);

    /// <summary>The largest of a row. NaN may be passed over: every use of the result meets it again.</summary>
    [SkipLocalsInit]
    public static T Peak<T>(T* x, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = Vector<T>.Count;
        Vector<T> a = new(T.NegativeInfinity), b = a, c = a, d = a;
        var i = 0;
        for (; i <= columns - 4 * lanes; i += 4 * lanes)
        {
            a = Vector.MaxNative(a, Vector.Load(x + i));
            b = Vector.MaxNative(b, Vector.Load(x + i + lanes));
            c = Vector.MaxNative(c, Vector.Load(x + i + 2 * lanes));
            d = Vector.MaxNative(d, Vector.Load(x + i + 3 * lanes));
        }

        for (; i < columns; i += lanes)
            a = Vector.MaxNative(a, Part.Load(x + i, columns - i, T.NegativeInfinity));
        return RowReduction.Across<T, Largest>(Vector.MaxNative(Vector.MaxNative(a, b), Vector.MaxNative(c, d)));
    }

    /// <summary>Σ e^(x − peak).</summary>
    public static T ExpSum<T>(T* x, T peak, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (shift, sum) = (new Vector<T>(peak), Vector<T>.Zero);
        for (var from = 0; from < columns; from += SumBlock)
        {
            var block = Vector<T>.Zero;
            for (var i = from; i < Math.Min(from + SumBlock, columns); i += Vector<T>.Count)
                block += VectorMath.Exp(Part.Load(x + i, columns - i, T.NegativeInfinity) - shift);
            sum += block;
        }

        return RowReduction.Across<T, Summing>(sum);
    }

    readonly struct Plain<T>(T* xs, T* ys, int columns) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            var x = xs + row * columns;
            var y = ys + row * columns;
            var scale = new Vector<T>(T.One / Exponentials(x, y));
            for (var i = 0; i < columns; i += Vector<T>.Count)
                Part.Store(Part.Load(y + i, columns - i) * scale, y + i, columns - i);
        }

        // y = e^(x − m), and their sum
        T Exponentials(T* x, T* y)
        {
            var (shift, sum) = (new Vector<T>(Peak(x, columns)), Vector<T>.Zero);
            for (var from = 0; from < columns; from += SumBlock)
            {
                var block = Vector<T>.Zero;
                for (var i = from; i < Math.Min(from + SumBlock, columns); i += Vector<T>.Count)
                {
                    var e = VectorMath.Exp(Part.Load(x + i, columns - i, T.NegativeInfinity) - shift);
                    block += e;
                    Part.Store(e, y + i, columns - i);
                }

                sum += block;
            }

            return RowReduction.Across<T, Summing>(sum);
        }
    }

    readonly struct Logarithm<T>(T* xs, T* ys, int columns) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            var x = xs + row * columns;
            var y = ys + row * columns;
            var peak = Peak(x, columns);
            var log = new Vector<T>(T.Log(ExpSum(x, peak, columns)));
            var shift = new Vector<T>(peak);
            for (var i = 0; i < columns; i += Vector<T>.Count)
                Part.Store(Part.Load(x + i, columns - i) - shift - log, y + i, columns - i);
        }
    }

    readonly struct Back<T>(T* ys, T* gs, T* dxs, int columns) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            T* y = ys + row * columns, g = gs + row * columns, dx = dxs + row * columns;
            var product = Vector<T>.Zero;
            for (var i = 0; i < columns; i += Vector<T>.Count)
                product = VectorMath.MultiplyAdd(Part.Load(y + i, columns - i), Part.Load(g + i, columns - i), product);
            var sum = new Vector<T>(RowReduction.Across<T, Summing>(product));
            for (var i = 0; i < columns; i += Vector<T>.Count)
                Part.Store(Part.Load(y + i, columns - i) * (Part.Load(g + i, columns - i) - sum), dx + i, columns - i);
        }
    }

    readonly struct LogarithmBack<T>(T* ys, T* gs, T* dxs, int columns) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            T* y = ys + row * columns, g = gs + row * columns, dx = dxs + row * columns;
            var sum = new Vector<T>(RowReduction.Run<T, Summing>(g, columns));
            for (var i = 0; i < columns; i += Vector<T>.Count)
            {
                var p = VectorMath.Exp(Part.Load(y + i, columns - i));
                Part.Store(Part.Load(g + i, columns - i) - p * sum, dx + i, columns - i);
            }
        }
    }
}
