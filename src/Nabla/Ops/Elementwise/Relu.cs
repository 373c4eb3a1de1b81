using Nabla.Kernels;

namespace Nabla;

/// <summary>Rectified linear unit (Nair, Hinton 2010).</summary>
public static class ReluOp
{
    extension(Tensor x)
    {
        /// <summary>y = max(0, x), element by element; the sub-gradient at 0 is 0, NaN stays NaN.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Relu() => Unary.Apply<Relu>(x);
    }
}

readonly struct Relu : IUnary
{
    public static Needs Needs => Needs.Output;

    public bool Integers => true;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Max(x, N.Of(0));

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Greater(y, N.Of(0));
}
