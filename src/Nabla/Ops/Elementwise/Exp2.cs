using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Powers of 2.</summary>
public static class Exp2Op
{
    extension(Tensor x)
    {
        /// <summary>y = 2ˣ, element by element, exact for whole x.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Exp2() => Unary.Apply<Special<Exp2>>(x);
    }
}

readonly struct Exp2 : ISpecial
{
    public double Value(double x) => Math.Pow(2, x);

    public static bool HasRegisters<T>() where T : unmanaged => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Registers<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(float)
        ? VectorMath.Exp2(x.As<T, float>()).As<float, T>()
        : VectorMath.Exp2(x.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => y * N.Of(0.6931471805599453);      // 2ˣ ln 2
}
