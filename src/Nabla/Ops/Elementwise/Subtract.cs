using Nabla.Kernels;

namespace Nabla;

/// <summary>Difference of two tensors.</summary>
public static class SubtractOp
{
    extension(Tensor)
    {
        /// <summary>y = a − b, element by element; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        public static Tensor operator -(Tensor a, Tensor b) => Binary.Apply<Subtract>(a, b);

        /// <summary>y = a − constant, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public static Tensor operator -(Tensor a, double constant) => Unary.Apply(a, new Offset(-constant));

        /// <summary>y = constant − a, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public static Tensor operator -(double constant, Tensor a) => Unary.Apply(a, new Affine(-1, constant));
    }
}

readonly struct Subtract : IBinary
{
    public static bool NeedsInputs => false;

    public static bool Integers => true;

    public N Value<N>(N a, N b) where N : struct, IFormula<N> => a - b;

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(1);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Of(-1);
}
