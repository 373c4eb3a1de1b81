using Nabla.Kernels;

namespace Nabla;

/// <summary>Logarithm of a sum of exponentials.</summary>
public static class LogAddExpOp
{
    extension(Tensor a)
    {
        /// <summary>y = ln(eᵃ + eᵇ), element by element, without overflow.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor LogAddExp(Tensor b) => Binary.Apply<LogAddExp>(a, b);
    }
}

readonly struct LogAddExp : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => Formulas.LogAddExp(a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(1) / (N.Of(1) + N.Exp(b - a));

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Of(1) / (N.Of(1) + N.Exp(a - b));
}
