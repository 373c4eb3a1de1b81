using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Sum of numbers given by their logarithms to base 2.</summary>
public static class LogAddExp2Op
{
    extension(Tensor a)
    {
        /// <summary>
        /// y = log₂(2ᵃ + 2ᵇ) = max(a, b) + log₂(1 + 2^(−|a − b|)), element by element, without overflow; shapes broadcast.
        /// </summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor LogAddExp2(Tensor b) => Binary.Apply<LogAddExp2>(a, b);
    }
}

readonly struct LogAddExp2 : IBinary
{
    const double Ln2 = 0.6931471805599453;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N a, N b) where N : struct, IFormula<N>
    {
        var large = N.Max(a, b);
        var far = N.Select(N.Equal(a, b), N.Of(0), N.Abs(a - b));
        var more = Formulas.Log1p(N.Exp(far * N.Of(-Ln2))) / N.Of(Ln2);
        return N.Select(N.Equal(N.Abs(large), N.Of(double.PositiveInfinity)), large, large + more);
    }

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => Share(a, b);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => Share(b, a);

    // 2ᵃ / (2ᵃ + 2ᵇ); bounded, so that equal infinities have the difference 0
    static N Share<N>(N a, N b) where N : struct, IFormula<N> => Stable.Sigmoid((Bounded(a) - Bounded(b)) * N.Of(Ln2));

    static N Bounded<N>(N x) where N : struct, IFormula<N> => N.Max(N.Min(x, N.Of(1e38)), N.Of(-1e38));
}
