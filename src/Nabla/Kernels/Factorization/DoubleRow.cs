using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Rows of matrices that are computed in double whatever the dtype.</summary>
static unsafe class DoubleRow
{
    /// <summary>
    /// The elements times a power of two that brings the largest near 1, so that squares neither overflow nor vanish; 0 if one is not
    /// finite.
    /// </summary>
    public static double Load<T>(int count, T* from, double* to) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (largest, finite) = (0.0, true);
        for (var i = 0; i < count; i++)
        {
            to[i] = double.CreateTruncating(from[i]);
            largest = Math.Max(largest, Math.Abs(to[i]));
            finite &= double.IsFinite(to[i]);
        }

        if (!finite)
            return 0;
        var scale = largest == 0 ? 1 : Math.ScaleB(1, -Math.Clamp(Math.ILogB(largest), -1000, 1000));
        for (var i = 0; i < count; i++)
            to[i] *= scale;
        return scale;
    }

    /// <summary>Σ x[i] y[i].</summary>
    [MethodImpl(Compile.Fully)]
    public static double Dot(int count, double* x, double* y)
    {
        Vector<double> first = default, second = default;
        var i = 0;
        for (; i <= count - 2 * Vector<double>.Count; i += 2 * Vector<double>.Count)
        {
            first = Vector.MultiplyAddEstimate(Vector.Load(x + i), Vector.Load(y + i), first);
            second = Vector.MultiplyAddEstimate(Vector.Load(x + i + Vector<double>.Count), Vector.Load(y + i + Vector<double>.Count), second);
        }

        var sum = Vector.Sum(first + second);
        for (; i < count; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>y += factor · x.</summary>
    [MethodImpl(Compile.Fully)]
    public static void Add(int count, double factor, double* x, double* y) => PanelRow.Add(count, factor, x, y);

    /// <summary>x, y = c x − s y, s x + c y.</summary>
    [MethodImpl(Compile.Fully)]
    public static void Turn(int count, double c, double s, double* x, double* y)
    {
        var i = 0;
        Vector<double> cosine = Vector.Create(c), sine = Vector.Create(s);
        for (; i <= count - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> a = Vector.Load(x + i), b = Vector.Load(y + i);
            Vector.MultiplyAddEstimate(cosine, a, -(sine * b)).Store(x + i);
            Vector.MultiplyAddEstimate(sine, a, cosine * b).Store(y + i);
        }

        for (; i < count; i++)
            (x[i], y[i]) = (c * x[i] - s * y[i], s * x[i] + c * y[i]);
    }

    /// <summary>
    /// Whether the first of those elements that are within rounding of the largest is negative: equal elements must not change places.
    /// </summary>
    public static bool LeadsNegative(int count, double* x)
    {
        var (largest, i) = (0.0, 0);
        for (var j = 0; j < count; j++)
            largest = Math.Max(largest, Math.Abs(x[j]));
        while (i < count - 1 && Math.Abs(x[i]) < largest * (1 - 1e-10))
            i++;
        return x[i] < 0;
    }
}
