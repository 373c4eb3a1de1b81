using Nabla.Kernels;

namespace Nabla;

/// <summary>Hyperbolic cosine.</summary>
public static class CoshOp
{
    extension(Tensor x)
    {
        /// <summary>y = (eˣ + e⁻ˣ) / 2, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Cosh() => Unary.Apply<Cosh>(x);
    }
}

readonly struct Cosh : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => Formulas.Cosh(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => Formulas.Sinh(x);
}
