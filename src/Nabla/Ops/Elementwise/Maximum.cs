using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Larger of two tensors.</summary>
public static class MaximumOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// y = max(a, b), element by element; shapes broadcast, NaN wins. Where equal, the gradient is shared half and half.
        /// </summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        public Tensor Maximum(Tensor b) => Binary.Apply<Maximum>(a, b);
    }
}

readonly struct Maximum : IBinary
{
    public static bool Integers => true;

    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Greater(a, b) + N.Of(0.5) * N.Equal(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Greater(b, a) + N.Of(0.5) * N.Equal(a, b);
}
