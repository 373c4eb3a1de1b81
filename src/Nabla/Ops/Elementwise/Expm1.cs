using Nabla.Kernels;

namespace Nabla;

/// <summary>Exponential less 1.</summary>
public static class Expm1Op
{
    extension(Tensor x)
    {
        /// <summary>y = eˣ − 1, element by element, without loss of digits for small x.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Expm1() => Unary.Apply<Expm1>(x);
    }
}

readonly struct Expm1 : IUnary
{
    public static Needs Needs => Needs.Output;

    public N Value<N>(N x) where N : struct, IFormula<N> => Formulas.Expm1(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => y + N.Of(1);
}
