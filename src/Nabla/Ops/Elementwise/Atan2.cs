using Nabla.Kernels;

namespace Nabla;

/// <summary>Angle of a point.</summary>
public static class Atan2Op
{
    extension(Tensor a)
    {
        /// <summary>The angle in (−π, π] of the point (b, a) as seen from the origin: a is the opposite, b the adjacent side.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor Atan2(Tensor b) => Binary.Apply<Atan2>(a, b);
    }
}

readonly struct Atan2 : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => Formulas.Atan2(a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => b / (a * a + b * b);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => -(a / (a * a + b * b));
}
