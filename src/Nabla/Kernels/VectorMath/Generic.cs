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
}
