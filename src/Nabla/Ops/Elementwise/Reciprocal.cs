using Nabla.Kernels;

namespace Nabla;

/// <summary>Reciprocal.</summary>
public static class ReciprocalOp
{
    extension(Tensor x)
    {
        /// <summary>y = 1 / x, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Reciprocal() => Unary.Apply<Reciprocal>(x);
    }
}

readonly struct Reciprocal : IUnary
{
    public static Needs Needs => Needs.Output;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Of(1) / x;

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => -(y * y);
}
