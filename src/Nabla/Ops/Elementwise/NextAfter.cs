using Nabla.Kernels;

namespace Nabla;

/// <summary>Neighbours among the floating-point numbers.</summary>
public static class NextAfterOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// The number of a's dtype next to a in the direction of b, element by element; b where both are equal. Moving a moves y as much.
        /// </summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor NextAfter(Tensor b) => Binary.Apply(a, b, new NextAfter(a.DType == DType.Float32));
    }
}

readonly struct NextAfter(bool single) : IBinary
{
    public static bool NeedsInputs => false;

    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Each(new Exact(single), a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(1);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Of(0);

    readonly struct Exact(bool single) : ISpecial2
    {
        public double Value(double a, double b)
        {
            if (double.IsNaN(a) || double.IsNaN(b))
                return a + b;
            if (a == b)
                return b;
            if (single)
                return a < b ? MathF.BitIncrement((float)a) : MathF.BitDecrement((float)a);
            return a < b ? Math.BitIncrement(a) : Math.BitDecrement(a);
        }
    }
}
