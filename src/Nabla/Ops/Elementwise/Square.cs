using Nabla.Kernels;

namespace Nabla;

/// <summary>Square.</summary>
public static class SquareOp
{
    extension(Tensor x)
    {
        /// <summary>y = x², element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Square() => Unary.Apply<Square>(x);
    }
}

readonly struct Square : IUnary
{
    public static Needs Needs => Needs.Input;

    public bool Integers => true;

    public N Value<N>(N x) where N : struct, IFormula<N> => x * x;

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(2) * x;
}
