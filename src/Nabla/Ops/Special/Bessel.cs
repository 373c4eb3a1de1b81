using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Bessel functions of the first and second kind.</summary>
/// <remarks>DLMF 10.2; the kernels say how they are computed.</remarks>
public static class BesselOp
{
    extension(Tensor x)
    {
        /// <summary>y = J₀(x), element by element. Error below 1e-15 for |x| to 1000, whatever the size of y.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor BesselJ0() => Unary.Apply<Special<BesselJ0>>(x);

        /// <summary>y = J₁(x), element by element. Error below 1e-15 for |x| to 1000, whatever the size of y.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor BesselJ1() => Unary.Apply<Special<BesselJ1>>(x);

        /// <summary>y = Y₀(x), element by element; −∞ at 0 and NaN below. Error below 2e-15 of 1 + |y|.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor BesselY0() => Unary.Apply<Special<BesselY0>>(x);

        /// <summary>y = Y₁(x), element by element; −∞ at 0 and NaN below. Error below 2e-15 of 1 + |y|.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor BesselY1() => Unary.Apply<Special<BesselY1>>(x);

        /// <summary>y = j₀(x) = sin(x) / x, element by element, 1 at 0: the spherical Bessel function.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor SphericalBesselJ0() => Unary.Apply<SphericalBesselJ0>(x);
    }
}

/// <summary>What keeps slopes finite where they are 0 / 0.</summary>
static class Near
{
    /// <summary>x, or 1 where x is 0.</summary>
    public static N Nonzero<N>(N x) where N : struct, IFormula<N> => N.Select(N.Equal(x, N.Of(0)), N.Of(1), x);

    /// <summary>−1, 0 or 1.</summary>
    public static N Sign<N>(N x) where N : struct, IFormula<N> => N.Greater(x, N.Of(0)) - N.Greater(N.Of(0), x);
}

readonly struct BesselJ0 : ISpecial
{
    public double Value(double x) => BesselFunctions.J0(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => -N.Each(default(BesselJ1), x);
}

readonly struct BesselJ1 : ISpecial
{
    public double Value(double x) => BesselFunctions.J1(x);

    // J₀ − J₁ / x, ½ at 0
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        N.Each(default(BesselJ0), x) - N.Select(N.Equal(x, N.Of(0)), N.Of(0.5), y / Near.Nonzero(x));
}

readonly struct BesselY0 : ISpecial
{
    public double Value(double x) => BesselFunctions.Y0(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => -N.Each(default(BesselY1), x);
}

readonly struct BesselY1 : ISpecial
{
    public double Value(double x) => BesselFunctions.Y1(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Each(default(BesselY0), x) - y / x;
}

readonly struct SphericalBesselJ0 : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Select(N.Equal(x, N.Of(0)), N.Of(1), N.Sin(x) / x);

    // (cos x − y) / x, near 0, where that cancels, its series: Σ over k ≥ 1 of (−1)ᵏ 2k x²ᵏ⁻¹ / (2k + 1)!
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N>
    {
        var isSmall = N.Greater(N.Of(0.7), N.Abs(x));
        var far = N.Select(isSmall, N.Of(1), x);
        var near = N.Select(isSmall, x, N.Of(0));
        var z = near * near;
        var series = N.Of(-14.0 / 1307674368000);
        series = series * z + N.Of(12.0 / 6227020800);
        series = series * z + N.Of(-10.0 / 39916800);
        series = series * z + N.Of(8.0 / 362880);
        series = series * z + N.Of(-6.0 / 5040);
        series = series * z + N.Of(4.0 / 120);
        series = series * z + N.Of(-2.0 / 6);
        return N.Select(isSmall, series * near, (N.Cos(far) - y) / far);
    }
}
