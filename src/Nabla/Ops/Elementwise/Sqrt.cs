using Nabla.Kernels;

namespace Nabla;

/// <summary>Square root.</summary>
public static class SqrtOp
{
    extension(Tensor x)
    {
        /// <summary>y = √x, element by element; NaN below 0. The slope is infinite at 0.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Sqrt() => Unary.Apply<Sqrt>(x);
    }
}

readonly struct Sqrt : IUnary
{
    public static Needs Needs => Needs.Output;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Sqrt(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0.5) / y;
}
