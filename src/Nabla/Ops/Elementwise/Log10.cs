using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Logarithm to base 10.</summary>
public static class Log10Op
{
    extension(Tensor x)
    {
        /// <summary>y = log₁₀ x, element by element, exact for powers of 10.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Log10() => Unary.Apply<Special<Log10>>(x);
    }
}

readonly struct Log10 : ISpecial
{
    public double Value(double x) => Math.Log10(x);

    public static bool HasRegisters<T>() where T : unmanaged => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Registers<T>(Vector<T> x) where T : unmanaged => VectorMath.Log10(x.As<T, float>()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0.4342944819032518) / x;      // 1 / (x ln 10)
}
