using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Rounding to the nearest.</summary>
public static class RoundOp
{
    extension(Tensor x)
    {
        /// <summary>y = nearest whole number (or multiple of 10^−decimals), half way the even one, element by element; the gradient is 0.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Round(int decimals = 0) => decimals switch
        {
            0 => Unary.Apply<Round>(x),
            > 0 => Unary.Apply<Round>(x * Math.Pow(10, decimals)) / Tensor.Scalar(Math.Pow(10, decimals), x.DType, x.Device),
            _ => Unary.Apply<Round>(x / Tensor.Scalar(Math.Pow(10, -decimals), x.DType, x.Device)) * Math.Pow(10, -decimals),
        };
    }
}

readonly struct Round : IUnary
{
    public static Needs Needs => Needs.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Each(default(ToEven), x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);

    readonly struct ToEven : ISpecial
    {
        public double Value(double x) => Math.Round(x, MidpointRounding.ToEven);

        public static bool HasRegisters<T>() where T : unmanaged => typeof(T) == typeof(float) || typeof(T) == typeof(double);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Registers<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(float)
            ? Vector.Round(x.As<T, float>()).As<float, T>()
            : Vector.Round(x.As<T, double>()).As<double, T>();

        public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);
    }
}
