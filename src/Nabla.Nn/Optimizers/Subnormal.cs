using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Numbers below the normal ones of float32. The momentum of a parameter without gradient, such as that of a dead unit, shrinks into them
/// after some 800 steps and stays there, where processors compute a hundred times slower.
/// </summary>
static class Subnormal
{
    // Above 2⁻¹²⁶ = 1.2e-38, so that the product with a decay of 0.9 is still normal.
    const double Smallest = 1e-37;

    /// <summary>x, or 0 where |x| &lt; 1e-37; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Flush<N>(N x) where N : struct, IFormula<N> => N.Select(N.Greater(N.Of(Smallest), N.Abs(x)), N.Of(0), x);
}
