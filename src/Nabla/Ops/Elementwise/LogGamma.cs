using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Logarithm of the gamma function.</summary>
public static class LogGammaOp
{
    extension(Tensor x)
    {
        /// <summary>y = ln |Γ(x)|, element by element; +∞ at 0, −1, −2, … Error below 3e-15 of 1 + |y|.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor LogGamma() => Unary.Apply<Special<LogGamma>>(x);
    }
}

readonly struct LogGamma : ISpecial
{
    public double Value(double x) => GammaFunctions.LogGamma(x);

    public static bool HasRegisters<T>() where T : unmanaged => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Registers<T>(Vector<T> x) where T : unmanaged => GammaRegisters.Positive<T, LogGamma, VectorMath.LogGamma>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Each(default(Digamma), x);      // ψ(x)
}
