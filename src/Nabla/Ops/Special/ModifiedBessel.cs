using Nabla.Kernels;

namespace Nabla;

/// <summary>Modified Bessel functions, as they are and without the factor of their growth.</summary>
/// <remarks>DLMF 10.25; the kernels say how they are computed.</remarks>
public static class ModifiedBesselOp
{
    extension(Tensor x)
    {
        /// <summary>y = I₀(x), element by element. Relative error below 1e-15.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor ModifiedBesselI0() => Unary.Apply<Special<ModifiedBesselI0>>(x);

        /// <summary>y = I₁(x), element by element. Relative error below 1e-15.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor ModifiedBesselI1() => Unary.Apply<Special<ModifiedBesselI1>>(x);

        /// <summary>y = e^−|x| I₀(x), element by element, which does not overflow.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor ScaledModifiedBesselI0() => Unary.Apply<Special<ScaledModifiedBesselI0>>(x);

        /// <summary>y = e^−|x| I₁(x), element by element, which does not overflow.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor ScaledModifiedBesselI1() => Unary.Apply<Special<ScaledModifiedBesselI1>>(x);

        /// <summary>y = K₀(x), element by element; ∞ at 0 and NaN below. Relative error below 1e-15.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor ModifiedBesselK0() => Unary.Apply<Special<ModifiedBesselK0>>(x);

        /// <summary>y = K₁(x), element by element; ∞ at 0 and NaN below. Relative error below 1e-15.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor ModifiedBesselK1() => Unary.Apply<Special<ModifiedBesselK1>>(x);

        /// <summary>y = eˣ K₀(x), element by element, which does not underflow; ∞ at 0 and NaN below.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor ScaledModifiedBesselK0() => Unary.Apply<Special<ScaledModifiedBesselK0>>(x);

        /// <summary>y = eˣ K₁(x), element by element, which does not underflow; ∞ at 0 and NaN below.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor ScaledModifiedBesselK1() => Unary.Apply<Special<ScaledModifiedBesselK1>>(x);
    }
}

readonly struct ModifiedBesselI0 : ISpecial
{
    public double Value(double x) => ModifiedBesselFunctions.I0(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Each(default(ModifiedBesselI1), x);
}

readonly struct ModifiedBesselI1 : ISpecial
{
    public double Value(double x) => ModifiedBesselFunctions.I1(x);

    // I₀ − I₁ / x, ½ at 0
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        N.Each(default(ModifiedBesselI0), x) - N.Select(N.Equal(x, N.Of(0)), N.Of(0.5), y / Near.Nonzero(x));
}

readonly struct ScaledModifiedBesselI0 : ISpecial
{
    public double Value(double x) => ModifiedBesselFunctions.ScaledI0(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Each(default(ScaledModifiedBesselI1), x) - Near.Sign(x) * y;
}

readonly struct ScaledModifiedBesselI1 : ISpecial
{
    public double Value(double x) => ModifiedBesselFunctions.ScaledI1(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        N.Each(default(ScaledModifiedBesselI0), x) - Near.Sign(x) * y - N.Select(N.Equal(x, N.Of(0)), N.Of(0.5), y / Near.Nonzero(x));
}

readonly struct ModifiedBesselK0 : ISpecial
{
    public double Value(double x) => ModifiedBesselFunctions.K0(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => -N.Each(default(ModifiedBesselK1), x);
}

readonly struct ModifiedBesselK1 : ISpecial
{
    public double Value(double x) => ModifiedBesselFunctions.K1(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => -N.Each(default(ModifiedBesselK0), x) - y / x;
}

readonly struct ScaledModifiedBesselK0 : ISpecial
{
    public double Value(double x) => ModifiedBesselFunctions.ScaledK0(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => y - N.Each(default(ScaledModifiedBesselK1), x);
}

readonly struct ScaledModifiedBesselK1 : ISpecial
{
    public double Value(double x) => ModifiedBesselFunctions.ScaledK1(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => y - N.Each(default(ScaledModifiedBesselK0), x) - y / x;
}
