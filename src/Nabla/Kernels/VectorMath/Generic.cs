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

    /// <summary>a · b + c for T float or double, rounded once where the machine can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c) where T : unmanaged => typeof(T) == typeof(float)
        ? (Vector<T>)(object)Vector.MultiplyAddEstimate((Vector<float>)(object)a, (Vector<float>)(object)b, (Vector<float>)(object)c)
        : (Vector<T>)(object)Vector.MultiplyAddEstimate((Vector<double>)(object)a, (Vector<double>)(object)b, (Vector<double>)(object)c);
}
