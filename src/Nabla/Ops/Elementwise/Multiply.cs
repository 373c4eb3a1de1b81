using Nabla.Kernels;

namespace Nabla;

/// <summary>Product of two tensors, element by element.</summary>
public static class MultiplyOp
{
    extension(Tensor)
    {
        /// <summary>y = a · b, element by element; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        public static Tensor operator *(Tensor a, Tensor b) => Binary.Apply<Multiply>(a, b);

        /// <summary>y = constant · a, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public static Tensor operator *(Tensor a, double constant) => Unary.Apply(a, new Scale(constant));

        /// <summary>y = constant · a, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public static Tensor operator *(double constant, Tensor a) => Unary.Apply(a, new Scale(constant));
    }
}

readonly struct Multiply : IBinary
{
    public static bool Integers => true;

    public N Value<N>(N a, N b) where N : struct, IFormula<N> => a * b;

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => b;

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => a;
}
