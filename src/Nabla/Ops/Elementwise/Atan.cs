using Nabla.Kernels;

namespace Nabla;

/// <summary>Inverse tangent.</summary>
public static class AtanOp
{
    extension(Tensor x)
    {
        /// <summary>The angle in (−π/2, π/2) whose tangent is x, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Atan() => Unary.Apply<Atan>(x);
    }
}

readonly struct Atan : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => Formulas.Atan(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) / (N.Of(1) + x * x);
}
