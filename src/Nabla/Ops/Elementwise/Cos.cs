using Nabla.Kernels;

namespace Nabla;

/// <summary>Cosine.</summary>
public static class CosOp
{
    extension(Tensor x)
    {
        /// <summary>y = cos x, element by element; x in radians.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Cos() => Unary.Apply<Cos>(x);
    }
}

readonly struct Cos : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Cos(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => -N.Sin(x);
}
