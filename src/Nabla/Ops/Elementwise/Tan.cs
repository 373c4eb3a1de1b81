using Nabla.Kernels;

namespace Nabla;

/// <summary>Tangent.</summary>
public static class TanOp
{
    extension(Tensor x)
    {
        /// <summary>y = sin x / cos x of x in radians, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Tan() => Unary.Apply<Tan>(x);
    }
}

readonly struct Tan : IUnary
{
    public static Needs Needs => Needs.Output;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Sin(x) / N.Cos(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) + y * y;
}
