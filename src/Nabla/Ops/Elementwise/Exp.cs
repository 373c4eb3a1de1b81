using Nabla.Kernels;

namespace Nabla;

/// <summary>Exponential function.</summary>
public static class ExpOp
{
    extension(Tensor x)
    {
        /// <summary>y = eˣ, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Exp() => Unary.Apply<Exp>(x);
    }
}

readonly struct Exp : IUnary
{
    public static Needs Needs => Needs.Output;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Exp(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => y;
}
