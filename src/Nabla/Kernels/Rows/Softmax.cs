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

    readonly struct Plain<T>(T* xs, T* ys, int columns) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            T* x = xs + row * columns, y = ys + row * columns;
            var peak = new Vector<T>(Peak(x, columns));
            var sum = Vector<T>.Zero;
            for (var i = 0; i < columns; i += SumBlock)
                sum += Exponentials(x + i, peak, y + i, Math.Min(SumBlock, columns - i));
            Multiply(y, T.One / RowReduction.Across<T, Summing>(sum), columns);
        }
    }

    readonly struct Logarithm<T>(T* xs, T* ys, int columns) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            var x = xs + row * columns;
            var peak = Peak(x, columns);
            Shift(x, peak, T.Log(ExpSum(x, peak, columns)), ys + row * columns, columns);
        }
    }

    /// <summary>The largest of a row. NaN may be passed over: every use of the result meets it again.</summary>
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

        for (; i <= columns - lanes; i += lanes)
            a = Vector.MaxNative(a, Vector.Load(x + i));
        if (i < columns)
            b = Vector.MaxNative(b, Part.Load(x + i, columns - i, T.NegativeInfinity));
        return RowReduction.Across<T, Largest>(Vector.MaxNative(Vector.MaxNative(a, b), Vector.MaxNative(c, d)));
    }

    /// <summary>Σ e^(x − peak).</summary>
    public static T ExpSum<T>(T* x, T peak, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Vector<T>.Zero;
        for (var i = 0; i < columns; i += SumBlock)
            sum += ExpSums(x + i, new Vector<T>(peak), Math.Min(SumBlock, columns - i));
        return RowReduction.Across<T, Summing>(sum);
    }

    static Vector<T> ExpSums<T>(T* x, Vector<T> peak, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var whole = count - count % Vector<T>.Count;
        var sum = WholeExpSums(x, peak, whole);
        return whole == count ? sum : sum + VectorMath.Exp(Part.Load(x + whole, count - whole, T.NegativeInfinity) - peak);
    }

    // y = e^(x − peak); returns their sums lane by lane.
    static Vector<T> Exponentials<T>(T* x, Vector<T> peak, T* y, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var whole = count - count % Vector<T>.Count;
        var sum = WholeExponentials(x, peak, y, whole);
        if (whole == count)
            return sum;
        var last = VectorMath.Exp(Part.Load(x + whole, count - whole, T.NegativeInfinity) - peak);
        Part.Store(last, y + whole, count - whole);
        return sum + last;
    }

    // The loops over whole registers are methods of their own: beside a call the sum would be kept in memory, two times slower.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector<T> WholeExpSums<T>(T* x, Vector<T> peak, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Vector<T>.Zero;
        for (var i = 0; i < count; i += Vector<T>.Count)
            sum += VectorMath.Exp(Vector.Load(x + i) - peak);
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector<T> WholeExponentials<T>(T* x, Vector<T> peak, T* y, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Vector<T>.Zero;
        for (var i = 0; i < count; i += Vector<T>.Count)
        {
            var e = VectorMath.Exp(Vector.Load(x + i) - peak);
            sum += e;
            Vector.Store(e, y + i);
        }

        return sum;
    }

    static void Multiply<T>(T* y, T factor, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            Vector.Store(Vector.Load(y + i) * factor, y + i);
        for (; i < count; i++)
            y[i] *= factor;
    }

    // y = x − peak − log
    static void Shift<T>(T* x, T peak, T log, T* y, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> p = new(peak), l = new(log);
        var i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            Vector.Store(Vector.Load(x + i) - p - l, y + i);
        for (; i < count; i++)
            y[i] = x[i] - peak - log;
    }
}
