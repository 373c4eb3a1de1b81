using Nabla.Kernels;

namespace Nabla;

/// <summary>Numbers as mantissa and power of 2.</summary>
public static class LdexpOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = x · 2^exponent, element by element; exact, also where 2^exponent overflows, for exponents that are integers.
        /// </summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">
        /// Shapes that do not broadcast, x that is not floating-point, or an exponent of another floating-point dtype.
        /// </exception>
        public Tensor Ldexp(Tensor exponent) => exponent.DType.IsFloating() ? x * exponent.Exp2() : Scaled(x, exponent.To(x.DType));

        /// <summary>
        /// x = mantissa · 2^exponent with ½ ≤ |mantissa| &lt; 1; 0 has the exponent 0, infinities and NaN are their own mantissa. The
        /// gradient of the mantissa is g / 2^exponent.
        /// </summary>
        /// <shape>(…) → mantissa (…), exponent (…) int32</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public (Tensor Mantissa, Tensor Exponent) Frexp()
        {
            var exponent = Unary.Apply<Special<Frexp>>(x.Detach());
            return (Scaled(x, -exponent), exponent.To(DType.Int32));
        }
    }

    static Tensor Scaled(Tensor x, Tensor exponent)
    {
        var y = Binary.Apply<Ldexp>(x.Detach(), exponent);
        return Autograd.Record(y, new Back(exponent, x.Shape), x);
    }

    // dx = g 2^exponent
    sealed class Back(Tensor exponent, Shape shape) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Scaled(g, exponent).SumTo(shape);
    }
}

// Differentiated by the node above.
readonly struct Ldexp : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Each(default(Exact), a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(0);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Of(0);

    readonly struct Exact : ISpecial2
    {
        public double Value(double a, double b) => Math.ScaleB(a, (int)b);
    }
}

/// <summary>⌊log₂ |x|⌋ + 1; 0 for 0, infinities and NaN.</summary>
readonly struct Frexp : ISpecial
{
    public double Value(double x) => x == 0 || !double.IsFinite(x) ? 0 : Math.ILogB(x) + 1;

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);
}
