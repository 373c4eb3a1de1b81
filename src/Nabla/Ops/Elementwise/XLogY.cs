using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Product with a logarithm.</summary>
public static class XLogYOp
{
    extension(Tensor a)
    {
        /// <summary>y = a ln b, element by element; 0 where a is 0, unless b is NaN.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor XLogY(Tensor b) => Binary.Apply<XLogY>(a, b);
    }
}

readonly struct XLogY : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Select(N.Equal(a, N.Of(0)) * N.Equal(b, b), N.Of(0), a * N.Log(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> =>
        N.Select(N.Equal(a, N.Of(0)) * (N.Greater(N.Of(0), b) + N.Equal(b, N.Of(0))), N.Of(0), N.Log(b));

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => a / b;
}
