using Nabla.Kernels;

namespace Nabla;

/// <summary>Hyperbolic tangent.</summary>
public static class TanhOp
{
    extension(Tensor x)
    {
        /// <summary>y = tanh x = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Tanh() => Unary.Apply<Tanh>(x);
    }
}

readonly struct Tanh : IUnary
{
    public static Needs Needs => Needs.Output;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Tanh(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) - y * y;
}
