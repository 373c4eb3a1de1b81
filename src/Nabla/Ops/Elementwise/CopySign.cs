using Nabla.Kernels;

namespace Nabla;

/// <summary>Signs, that of zero included.</summary>
public static class CopySignOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// y = |a| with the sign of b, element by element; −0 and NaN have a sign too. The gradient by a is y / a, 0 where a is 0.
        /// </summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor CopySign(Tensor b) => Binary.Apply<CopySign>(a, b);

        /// <summary>Whether the sign is negative: true for numbers below 0, and for −0 and NaN with the sign bit set.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor IsNegative() =>
            a.DType.IsFloating() ? Unary.Apply<Special<NegativeSign>>(a.Detach()).NotEqualTo(0) : a.Less(0);
    }
}

readonly struct CopySign : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Each(default(Exact), a, b);

    // 1 where the signs of a and b agree, else −1: the sign of a · 1/b, as −0 has the reciprocal −∞
    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => default(Sign).Value(a) * default(Sign).Value(N.Of(1) / b + b);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Of(0);

    readonly struct Exact : ISpecial2
    {
        public double Value(double a, double b) => Math.CopySign(a, b);
    }
}

/// <summary>1 where the sign bit is set, else 0.</summary>
readonly struct NegativeSign : ISpecial
{
    public double Value(double x) => double.IsNegative(x) ? 1 : 0;

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);
}
