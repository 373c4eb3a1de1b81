using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Smaller of two tensors.</summary>
public static class MinimumOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// y = min(a, b), element by element; shapes broadcast, NaN wins. Where equal, the gradient is shared half and half.
        /// </summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        public Tensor Minimum(Tensor b) => Binary.Apply<Minimum>(a, b);
    }
}

readonly struct Minimum : IBinary
{
    public static bool Integers => true;

    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Greater(b, a) + N.Of(0.5) * N.Equal(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Greater(a, b) + N.Of(0.5) * N.Equal(a, b);
}
