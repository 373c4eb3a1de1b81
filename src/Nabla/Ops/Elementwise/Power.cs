using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Powers.</summary>
public static class PowerOp
{
    extension(Tensor x)
    {
        /// <summary>y = xᵖ = e^(p ln x), element by element. For whole p also where x is negative; else NaN there.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Power(double exponent) => exponent switch
        {
            0 => Tensor.Ones(x.Shape, x.DType, x.Device),
            1 => x,
            2 => x.Square(),
            3 => Unary.Apply<Cube>(x),
            -1 => x.Reciprocal(),
            0.5 => x.Sqrt(),
            _ => Unary.Apply(x, new Power(exponent)),
        };
    }
}

readonly struct Power(double exponent) : IUnary
{
    // Up to so many factors a product takes less time than logarithm and exponential, and is more exact.
    const int MostFactors = 8;

    readonly bool whole = exponent == Math.Floor(exponent);
    readonly bool odd = Math.Abs(exponent % 2) == 1;

    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => Of(x, exponent, odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(exponent) * Of(x, exponent - 1, !odd);      // p xᵖ⁻¹

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    N Of<N>(N x, double power, bool negative) where N : struct, IFormula<N>
    {
        if (whole && Math.Abs(power) <= MostFactors)
            return Product(x, (int)power);
        if (!whole)
            return N.Exp(N.Of(power) * N.Log(x));
        var size = N.Exp(N.Of(power) * N.Log(N.Abs(x)));

        // The reciprocal tells −0 from 0, whose powers are infinities of either sign.
        return negative ? N.Select(N.Greater(N.Of(0), power < 0 ? N.Of(1) / x : x), -size, size) : size;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static N Product<N>(N x, int power) where N : struct, IFormula<N>
    {
        var y = N.Of(1);
        for (var i = Math.Abs(power); i > 0; i--)
            y = y * x;
        return power < 0 ? N.Of(1) / y : y;
    }
}

readonly struct Cube : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => x * x * x;

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(3) * (x * x);
}
