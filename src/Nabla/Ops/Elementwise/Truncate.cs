using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Whole and broken part.</summary>
public static class TruncateOp
{
    extension(Tensor x)
    {
        /// <summary>y = x without its fraction (rounded towards 0), element by element; the gradient is 0.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Truncate() => Unary.Apply<Truncate>(x);

        /// <summary>y = x − Truncate(x): the fraction, with the sign of x.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Fraction() => Unary.Apply<Fraction>(x);
    }
}

readonly struct Truncate : IUnary
{
    public static Needs Needs => Needs.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Each(default(TowardsZero), x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);

    internal readonly struct TowardsZero : ISpecial
    {
        public double Value(double x) => Math.Truncate(x);

        public static bool HasRegisters<T>() where T : unmanaged => typeof(T) == typeof(float) || typeof(T) == typeof(double);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Registers<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(float)
            ? Vector.Truncate(x.As<T, float>()).As<float, T>()
            : Vector.Truncate(x.As<T, double>()).As<double, T>();

        public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);
    }
}

readonly struct Fraction : IUnary
{
    public static Needs Needs => Needs.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => x - N.Each(default(Truncate.TowardsZero), x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1);
}
