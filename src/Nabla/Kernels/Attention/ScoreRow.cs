using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>What happens to one row of scores.</summary>
static unsafe class ScoreRow
{
    /// <summary>The largest number.</summary>
    [MethodImpl(Compile.Fully)]
    public static T Peak<T>(T* s, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> a = new(T.NegativeInfinity), b = a;
        var i = 0;
        for (; i <= count - 2 * Vector<T>.Count; i += 2 * Vector<T>.Count)
        {
            a = Vector.MaxNative(a, Vector.Load(s + i));
            b = Vector.MaxNative(b, Vector.Load(s + i + Vector<T>.Count));
        }

        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            a = Vector.MaxNative(a, Vector.Load(s + i));
        if (i < count)
            b = Vector.MaxNative(b, Part.Load(s + i, count - i, T.NegativeInfinity));
        return Largest(Vector.MaxNative(a, b));
    }

    /// <summary>s = e^(scale · s − shift), and the sum of these.</summary>
    [MethodImpl(Compile.Fully)]
    public static T Exponentials<T>(T* s, int count, T scale, T shift) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> factor = new(scale), offset = new(-shift), sum = Vector<T>.Zero;
        var i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
        {
            var p = VectorMath.Exp(VectorMath.MultiplyAdd(Vector.Load(s + i), factor, offset));
            p.Store(s + i);
            sum += p;
        }

        if (i < count)
        {
            var p = VectorMath.Exp(VectorMath.MultiplyAdd(Part.Load(s + i, count - i, T.NegativeInfinity), factor, offset));
            Part.Store(p, s + i, count - i);
            sum += p;
        }

        return Vector.Sum(sum);
    }

    /// <summary>
    /// p = e^(scale · s − logSum) in place of s, and d = scale · p (d − mean): the gradient by the scores from that by P.
    /// </summary>
    [MethodImpl(Compile.Fully)]
    public static void Gradient<T>(T* s, T* d, int count, T scale, T logSum, T mean) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> factor = new(scale), offset = new(-logSum), centre = new(mean);
        var i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
        {
            var p = VectorMath.Exp(VectorMath.MultiplyAdd(Vector.Load(s + i), factor, offset));
            p.Store(s + i);
            ((Vector.Load(d + i) - centre) * (p * factor)).Store(d + i);
        }

        if (i < count)
        {
            var p = VectorMath.Exp(VectorMath.MultiplyAdd(Part.Load(s + i, count - i), factor, offset));
            Part.Store(p, s + i, count - i);
            Part.Store((Part.Load(d + i, count - i) - centre) * (p * factor), d + i, count - i);
        }
    }

    /// <summary>y = factor · y.</summary>
    public static void Scale<T>(T* y, int count, T factor) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.Load(y + i) * factor).Store(y + i);
        for (; i < count; i++)
            y[i] *= factor;
    }

    /// <summary>Σ a b.</summary>
    public static T Dot<T>(T* a, T* b, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Vector<T>.Zero;
        var i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            sum = VectorMath.MultiplyAdd(Vector.Load(a + i), Vector.Load(b + i), sum);
        var rest = T.Zero;
        for (; i < count; i++)
            rest += a[i] * b[i];
        return Vector.Sum(sum) + rest;
    }

    // All lanes in registers: RowReduction goes through memory, which rows this short would wait for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Largest<T>(Vector<T> v) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector<T>.Count != Vector256<T>.Count || !Vector256.IsHardwareAccelerated)
            return RowReduction.Across<T, Largest>(v);
        var half = Vector128.MaxNative(v.AsVector256().GetLower(), v.AsVector256().GetUpper());
        var largest = half[0];
        for (var i = 1; i < Vector128<T>.Count; i++)
            largest = T.MaxNative(largest, half[i]);
        return largest;
    }
}
