using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Inverse hyperbolic tangent.</summary>
public static class AtanhOp
{
    extension(Tensor x)
    {
        /// <summary>y = ½ ln((1 + x) / (1 − x)), element by element; ±∞ at ±1, NaN beyond.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Atanh() => Unary.Apply<Atanh>(x);
    }
}

readonly struct Atanh : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => Formulas.Atanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) / ((N.Of(1) - x) * (N.Of(1) + x));
}
