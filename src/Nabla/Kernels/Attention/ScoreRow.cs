using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>What happens to one row of scores.</summary>
static unsafe class ScoreRow
{
    /// <summary>The largest number; NaN if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Peak<T>(T* s, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> a = new(T.NegativeInfinity), b = a;
        var i = 0;
        for (; i <= count - 2 * Vector<T>.Count; i += 2 * Vector<T>.Count)
        {
            a = Vector.Max(a, Vector.Load(s + i));
            b = Vector.Max(b, Vector.Load(s + i + Vector<T>.Count));
        }

        for (; i < count; i += Vector<T>.Count)
            a = Vector.Max(a, Part.Load(s + i, count - i, T.NegativeInfinity));
        return RowReduction.Across<T, Largest>(Vector.Max(a, b));
    }

    /// <summary>s = e^(scale · s − shift), and the sum of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Exponentials<T>(T* s, int count, T scale, T shift) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> factor = new(scale), offset = new(-shift), a = Vector<T>.Zero, b = a;
        var i = 0;
        for (; i <= count - 2 * Vector<T>.Count; i += 2 * Vector<T>.Count)
        {
            var p = VectorMath.Exp(VectorMath.MultiplyAdd(Vector.Load(s + i), factor, offset));
            var q = VectorMath.Exp(VectorMath.MultiplyAdd(Vector.Load(s + i + Vector<T>.Count), factor, offset));
            p.Store(s + i);
            q.Store(s + i + Vector<T>.Count);
            a += p;
            b += q;
        }

        for (; i < count; i += Vector<T>.Count)
        {
            var p = VectorMath.Exp(VectorMath.MultiplyAdd(Part.Load(s + i, count - i), factor, offset));
            Part.Store(p, s + i, count - i);
            a += Part.Keep(p, count - i);
        }

        return RowReduction.Across<T, Summing>(a + b);
    }

    /// <summary>p = e^(scale · s − logSum) in place of s, and d = scale · p (d − mean): the gradient by the scores from that by P.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<T>(T* s, T* d, int count, T scale, T logSum, T mean) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> factor = new(scale), offset = new(-logSum), centre = new(mean);
        for (var i = 0; i < count; i += Vector<T>.Count)
        {
            var p = VectorMath.Exp(VectorMath.MultiplyAdd(Part.Load(s + i, count - i), factor, offset));
            var g = (Part.Load(d + i, count - i) - centre) * (p * factor);
            Part.Store(p, s + i, count - i);
            Part.Store(g, d + i, count - i);
        }
    }

    /// <summary>y = factor · y.</summary>
    public static void Scale<T>(T* y, int count, T factor) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var by = new Vector<T>(factor);
        for (var i = 0; i < count; i += Vector<T>.Count)
            Part.Store(Part.Load(y + i, count - i) * by, y + i, count - i);
    }

    /// <summary>Σ a b.</summary>
    public static T Dot<T>(T* a, T* b, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Vector<T>.Zero;
        for (var i = 0; i < count; i += Vector<T>.Count)
            sum = VectorMath.MultiplyAdd(Part.Load(a + i, count - i), Part.Load(b + i, count - i), sum);
        return RowReduction.Across<T, Summing>(sum);
    }
}
