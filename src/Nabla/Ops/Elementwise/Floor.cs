using Nabla.Kernels;

namespace Nabla;

/// <summary>Rounding down.</summary>
public static class FloorOp
{
    extension(Tensor x)
    {
        /// <summary>y = largest whole number not above x, element by element; the gradient is 0.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Floor() => Unary.Apply<Floor>(x);
    }
}

readonly struct Floor : IUnary
{
    public static Needs Needs => Needs.Nothing;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Floor(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);
}
