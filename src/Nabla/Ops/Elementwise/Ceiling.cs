using Nabla.Kernels;

namespace Nabla;

/// <summary>Rounding up.</summary>
public static class CeilingOp
{
    extension(Tensor x)
    {
        /// <summary>y = smallest whole number not below x, element by element; the gradient is 0.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Ceiling() => Unary.Apply<Ceiling>(x);
    }
}

readonly struct Ceiling : IUnary
{
    public static Needs Needs => Needs.Nothing;

    public N Value<N>(N x) where N : struct, IFormula<N> => -N.Floor(-x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);
}
