using Nabla.Kernels;

namespace Nabla;

/// <summary>Inverse hyperbolic sine.</summary>
public static class AsinhOp
{
    extension(Tensor x)
    {
        /// <summary>y = ln(x + √(x² + 1)), element by element.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Asinh() => Unary.Apply<Asinh>(x);
    }
}

readonly struct Asinh : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => Formulas.Asinh(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) / N.Sqrt(x * x + N.Of(1));
}
