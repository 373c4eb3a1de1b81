using Nabla.Kernels;

namespace Nabla;

/// <summary>Negation.</summary>
public static class NegateOp
{
    extension(Tensor)
    {
        /// <summary>y = −x, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public static Tensor operator -(Tensor x) => Unary.Apply<Negate>(x);
    }

    extension(Tensor x)
    {
        /// <summary>y = −x, element by element; also written −x.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Negate() => Unary.Apply<Negate>(x);
    }
}

readonly struct Negate : IUnary
{
    public static Needs Needs => Needs.Nothing;

    public bool Integers => true;

    public N Value<N>(N x) where N : struct, IFormula<N> => -x;

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(-1);
}
