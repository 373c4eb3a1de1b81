using Nabla.Kernels;

namespace Nabla;

/// <summary>Sine.</summary>
public static class SinOp
{
    extension(Tensor x)
    {
        /// <summary>y = sin x, element by element; x in radians.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Sin() => Unary.Apply<Sin>(x);
    }
}

readonly struct Sin : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Sin(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Cos(x);
}
