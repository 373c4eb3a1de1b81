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
    public N Value<N>(N x) where N : struct, IFormula<N>
    {
        var below = N.Floor(x);
        var rest = x - below;       // exact
        var isOdd = below - N.Of(2) * N.Floor(below * N.Of(0.5));
        return below + N.Greater(rest, N.Of(0.5)) + N.Equal(rest, N.Of(0.5)) * N.Select(N.Equal(isOdd, isOdd), isOdd, N.Of(0));
    }

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);
}
