using Nabla.Kernels;

namespace Nabla;

/// <summary>Complementary error function without its decay.</summary>
public static class ScaledErfComplementOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = e^(x²) (1 − erf(x)), element by element, which for large x falls as 1 / (x √π) only. Relative error below 2e-15.
        /// </summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor ScaledErfComplement() => Unary.Apply<Special<ScaledErfComplement>>(x);
    }
}

readonly struct ScaledErfComplement : ISpecial
{
    public double Value(double x) => ErrorFunctions.ScaledComplement(x);

    // 2x y − 2/√π, by itself because for large x it cancels
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Each(default(ScaledErfComplementSlope), x);
}

readonly struct ScaledErfComplementSlope : ISpecial
{
    public double Value(double x) => ErrorFunctions.ScaledComplementSlope(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(2) * (N.Each(default(ScaledErfComplement), x) + x * y);
}
