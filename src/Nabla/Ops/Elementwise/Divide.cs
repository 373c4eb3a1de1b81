using Nabla.Kernels;

namespace Nabla;

/// <summary>Quotient of two tensors.</summary>
public static class DivideOp
{
    extension(Tensor)
    {
        /// <summary>y = a / b, element by element; shapes broadcast. IEEE 754 rules for b = 0.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        public static Tensor operator /(Tensor a, Tensor b) => Binary.Apply<Divide>(a, b);

        /// <summary>y = a / constant, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public static Tensor operator /(Tensor a, double constant)
        {
            SumOp.RequireFloating("Divide", a);
            return Unary.Apply(a, new Scale(1 / constant));
        }

        /// <summary>y = constant / a, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public static Tensor operator /(double constant, Tensor a) => Unary.Apply<Reciprocal>(a) * constant;
    }
}

readonly struct Divide : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => a / b;

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(1) / b;

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => -(a / (b * b));
}
