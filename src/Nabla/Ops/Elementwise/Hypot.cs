using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Length of two sides.</summary>
public static class HypotOp
{
    extension(Tensor a)
    {
        /// <summary>y = √(a² + b²), element by element, without overflow.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor Hypot(Tensor b) => Binary.Apply<Hypot>(a, b);
    }
}

readonly struct Hypot : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => Formulas.Hypot(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> =>
        N.Select(N.Equal(Formulas.Hypot(a, b), N.Of(0)), N.Of(0), a / Formulas.Hypot(a, b));

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => SlopeA(b, a);
}
