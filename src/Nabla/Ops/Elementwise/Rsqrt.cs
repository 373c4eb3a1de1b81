using Nabla.Kernels;

namespace Nabla;

/// <summary>Reciprocal square root.</summary>
public static class RsqrtOp
{
    extension(Tensor x)
    {
        /// <summary>y = 1 / √x, element by element; +∞ at 0, NaN below.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Rsqrt() => Unary.Apply<Rsqrt>(x);
    }
}

readonly struct Rsqrt : IUnary
{
    public static Needs Needs => Needs.Both;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Of(1) / N.Sqrt(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(-0.5) * y / x;
}
