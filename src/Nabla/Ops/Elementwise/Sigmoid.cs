using Nabla.Kernels;

namespace Nabla;

/// <summary>Logistic function.</summary>
public static class SigmoidOp
{
    extension(Tensor x)
    {
        /// <summary>Logistic function y = 1 / (1 + e⁻ˣ), element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Sigmoid() => Unary.Apply<Sigmoid>(x);
    }
}

readonly struct Sigmoid : IUnary
{
    public static Needs Needs => Needs.Output;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Of(1) / (N.Of(1) + N.Exp(-x));

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => y * (N.Of(1) - y);
}
