using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Inverse of the error function.</summary>
public static class ErfInverseOp
{
    extension(Tensor x)
    {
        /// <summary>The x with erf(x) = y: element by element; ±∞ at ±1, NaN beyond. Relative error below 1e-15.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor ErfInverse() => Unary.Apply<Special<ErfInverse>>(x);
    }
}

readonly struct ErfInverse : ISpecial
{
    public double Value(double x) => ErrorFunctions.Inverse(x);

    public static bool HasRegisters<T>() where T : unmanaged => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Registers<T>(Vector<T> x) where T : unmanaged => VectorMath.Wide<T, VectorMath.ErfInverse>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0.886226925452758) * N.Exp(y * y);      // √π/2 e^(y²)
}
