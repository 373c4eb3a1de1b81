using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>
/// Larger and smaller of two tensors, NaN standing for a missing number (IEEE 754-2019: maximumNumber, minimumNumber; C: fmax, fmin).
/// </summary>
public static class MaximumNumberOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// y = the larger of a and b, element by element, the other where one is NaN. The gradient goes to what was taken, to a where
        /// equal.
        /// </summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ.</exception>
        public Tensor MaximumNumber(Tensor b) => Binary.Apply<MaximumNumber>(a, b);

        /// <summary>
        /// y = the smaller of a and b, element by element, the other where one is NaN. The gradient goes to what was taken, to a where
        /// equal.
        /// </summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ.</exception>
        public Tensor MinimumNumber(Tensor b) => Binary.Apply<MinimumNumber>(a, b);
    }

    /// <summary>a where <paramref name="first"/> holds or b is NaN, else b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static N Choose<N>(N first, N a, N b, N ofA, N ofB) where N : struct, IFormula<N> =>
        N.Select(first + N.Equal(a, b) + (N.Of(1) - N.Equal(b, b)), ofA, ofB);
}

readonly struct MaximumNumber : IBinary
{
    public static bool Integers => true;

    public N Value<N>(N a, N b) where N : struct, IFormula<N> => MaximumNumberOp.Choose(N.Greater(a, b), a, b, a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => MaximumNumberOp.Choose(N.Greater(a, b), a, b, N.Of(1), N.Of(0));

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => MaximumNumberOp.Choose(N.Greater(a, b), a, b, N.Of(0), N.Of(1));
}

readonly struct MinimumNumber : IBinary
{
    public static bool Integers => true;

    public N Value<N>(N a, N b) where N : struct, IFormula<N> => MaximumNumberOp.Choose(N.Greater(b, a), a, b, a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => MaximumNumberOp.Choose(N.Greater(b, a), a, b, N.Of(1), N.Of(0));

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => MaximumNumberOp.Choose(N.Greater(b, a), a, b, N.Of(0), N.Of(1));
}
