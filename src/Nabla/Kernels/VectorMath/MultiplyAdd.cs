using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

// The framework's MultiplyAddEstimate is the same instruction in code compiled at run time, but a slow call in code compiled ahead, where
// results must not depend on the machine. So the instruction is named here.
static partial class VectorMath
{
    /// <summary>Whether a · b + c is rounded once.</summary>
    static bool Fuses => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>a · b + c, rounded once where the machine can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> MultiplyAdd(Vector<float> a, Vector<float> b, Vector<float> c) =>
        Fuses ? Vector.FusedMultiplyAdd(a, b, c) : a * b + c;

    /// <summary>a · b + c, rounded once where the machine can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> MultiplyAdd(Vector<double> a, Vector<double> b, Vector<double> c) =>
        Fuses ? Vector.FusedMultiplyAdd(a, b, c) : a * b + c;

    /// <summary>a · b + c for T float or double, rounded once where the machine can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c) where T : unmanaged => typeof(T) == typeof(float)
        ? MultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
        : MultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();
}
