using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Logarithm to base 2.</summary>
public static class Log2Op
{
    extension(Tensor x)
    {
        /// <summary>y = log₂ x, element by element, exact for powers of 2.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Log2() => Unary.Apply<Special<Log2>>(x);
    }
}

readonly struct Log2 : ISpecial
{
    public double Value(double x) => Math.Log2(x);

    public static bool HasRegisters<T>() where T : unmanaged => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Registers<T>(Vector<T> x) where T : unmanaged => VectorMath.Log2(x.As<T, float>()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1.4426950408889634) / x;      // 1 / (x ln 2)
}
