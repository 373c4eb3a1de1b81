using Nabla.Kernels;

namespace Nabla;

/// <summary>The Airy function.</summary>
/// <remarks>DLMF 9.2; the kernel says how it is computed.</remarks>
public static class AiryAiOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = Ai(x), element by element: the solution of y″ = x y that vanishes at +∞. Error below 1e-15, relative for x > 0.
        /// </summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor AiryAi() => Unary.Apply<Special<AiryAi>>(x);
    }
}

readonly struct AiryAi : ISpecial
{
    public double Value(double x) => AiryFunction.Value(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Each(default(AirySlope), x);
}

readonly struct AirySlope : ISpecial
{
    public double Value(double x) => AiryFunction.Slope(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => x * N.Each(default(AiryAi), x);
}
