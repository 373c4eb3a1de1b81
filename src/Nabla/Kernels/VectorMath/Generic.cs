using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

// The same functions for kernels that are generic over float and double; the type test is gone after compilation.
static partial class VectorMath
{
    /// <summary>e^x for T float or double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(float)
        ? (Vector<T>)(object)Exp((Vector<float>)(object)x)
        : (Vector<T>)(object)Exp((Vector<double>)(object)x);

    /// <summary>
    /// The larger of two; NaN if either is NaN, any of two zeros. The native maximum is its second operand if either is NaN, so only a first
    /// that is NaN must be put back.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Larger<T>(Vector<T> a, Vector<T> b) => typeof(T) == typeof(float) || typeof(T) == typeof(double)
        ? Vector.ConditionalSelect(Vector.Equals(a, a), Vector.MaxNative(a, b), a)
        : Vector.Max(a, b);

    /// <summary>The smaller of two; NaN if either is NaN, any of two zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Smaller<T>(Vector<T> a, Vector<T> b) => typeof(T) == typeof(float) || typeof(T) == typeof(double)
        ? Vector.ConditionalSelect(Vector.Equals(a, a), Vector.MinNative(a, b), a)
        : Vector.Min(a, b);
}
