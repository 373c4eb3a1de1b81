using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Points between two tensors.</summary>
public static class LerpOp
{
    extension(Tensor a)
    {
        /// <summary>y = a + weight (b − a): a for weight 0, b for weight 1; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor Lerp(Tensor b, double weight) => Binary.Apply(a, b, new Lerp(weight));

        /// <summary>y = a + weight (b − a) with a weight for each element; shapes broadcast.</summary>
        /// <shape>(…), (…), (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor Lerp(Tensor b, Tensor weight) => a + weight * (b - a);
    }
}

// From the nearer end, so that both ends are exact.
readonly struct Lerp(double weight) : IBinary
{
    public static bool NeedsInputs => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N a, N b) where N : struct, IFormula<N> =>
        weight < 0.5 ? a + N.Of(weight) * (b - a) : b - (b - a) * N.Of(1 - weight);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(1 - weight);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Of(weight);
}
