using Nabla.Kernels;

namespace Nabla;

/// <summary>Sum of numbers given by their logarithms.</summary>
public static class LogAddExpOp
{
    extension(Tensor a)
    {
        /// <summary>y = ln(eᵃ + eᵇ) = max(a, b) + ln(1 + e^(−|a − b|)), element by element, without overflow; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        public Tensor LogAddExp(Tensor b) => Binary.Apply<LogAddExp>(a, b);
    }
}

readonly struct LogAddExp : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => Formulas.LogAddExp(a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => Share(a, b);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => Share(b, a);

    // eᵃ / (eᵃ + eᵇ); bounded, so that equal infinities have the difference 0
    static N Share<N>(N a, N b) where N : struct, IFormula<N> => Stable.Sigmoid(Bounded(a) - Bounded(b));

    static N Bounded<N>(N x) where N : struct, IFormula<N> => N.Max(N.Min(x, N.Of(1e38)), N.Of(-1e38));
}
