using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Derivatives of the logarithm of the gamma function.</summary>
public static class DigammaOp
{
    extension(Tensor x)
    {
        /// <summary>y = ψ(x) = d/dx ln Γ(x), element by element; −∞ at 0 and NaN at −1, −2, … Error below 1e-14 of 1 + |y|.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Digamma() => Unary.Apply<Special<Digamma>>(x);

        /// <summary>
        /// y = ψ⁽ⁿ⁾(x), the n-th derivative of Digamma: (−1)ⁿ⁺¹ n! Σₖ (x + k)^(−n−1) for n ≥ 1. Relative error below 1e-13.
        /// </summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Polygamma(int n) => n switch
        {
            < 0 => throw new ArgumentOutOfRangeException(nameof(n), $"Polygamma: the order must be at least 0, got {n}."),
            0 => x.Digamma(),
            1 => Unary.Apply<Special<Trigamma>>(x),
            _ => Unary.Apply(x, new Special<Polygamma>(new Polygamma(n))),
        };
    }
}

readonly struct Digamma : ISpecial
{
    public double Value(double x) => GammaFunctions.Polygamma(0, x);

    public static bool HasRegisters<T>() where T : unmanaged => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Registers<T>(Vector<T> x) where T : unmanaged => GammaRegisters.Positive<T, Digamma, VectorMath.Digamma>(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Each(default(Trigamma), x);
}

readonly struct Trigamma : ISpecial
{
    public double Value(double x) => GammaFunctions.Polygamma(1, x);

    public static bool HasRegisters<T>() where T : unmanaged => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Registers<T>(Vector<T> x) where T : unmanaged => GammaRegisters.Positive<T, Trigamma, VectorMath.Trigamma>(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Each(new Polygamma(2), x);
}

readonly struct Polygamma(int n) : ISpecial
{
    public double Value(double x) => GammaFunctions.Polygamma(n, x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Each(new Polygamma(n + 1), x);
}

/// <summary>The gamma function's relatives in registers.</summary>
static class GammaRegisters
{
    /// <summary>The wide function where all numbers are positive, else the function of one number for each.</summary>
    public static unsafe Vector<T> Positive<T, TFunction, TWide>(Vector<T> x)
        where T : unmanaged where TFunction : struct, ISpecial where TWide : struct, VectorMath.IWide
    {
        var numbers = x.As<T, float>();
        if (!Vector.LessThanOrEqualAny(numbers, Vector<float>.Zero))
            return VectorMath.Wide<T, TWide>(x);
        var lanes = (float*)&numbers;
        for (var i = 0; i < Vector<float>.Count; i++)
            lanes[i] = (float)default(TFunction).Value(lanes[i]);
        return numbers.As<float, T>();
    }
}
