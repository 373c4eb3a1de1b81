using Nabla.Kernels;

namespace Nabla;

/// <summary>Logarithm of 1 + x.</summary>
public static class Log1pOp
{
    extension(Tensor x)
    {
        /// <summary>y = ln(1 + x), element by element, without loss of digits for small x; −∞ at −1, NaN below.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Log1p() => Unary.Apply<Log1p>(x);
    }
}

readonly struct Log1p : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => Formulas.Log1p(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) / (N.Of(1) + x);
}
