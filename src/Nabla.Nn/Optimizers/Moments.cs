using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>What Adam and its relatives remember of gradients: running means of g and of its square, which begin at 0.</summary>
readonly record struct Moments(double Beta1, double Beta2, double Epsilon)
{
    /// <summary>1 / (1 − β₁ᵗ), by which the mean must grow in step t.</summary>
    public double MeanScale(long step) => 1 / (1 - Math.Pow(Beta1, step));

    /// <summary>1 / √(1 − β₂ᵗ), by which the root of the mean square must grow in step t.</summary>
    public double RootScale(long step) => 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));

    /// <summary>β₁ m + (1 − β₁) g.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Mean<N>(N m, N g) where N : struct, IFormula<N> => N.Of(Beta1) * m + N.Of(1 - Beta1) * g;

    /// <summary>β₂ v + (1 − β₂) g².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Square<N>(N v, N g) where N : struct, IFormula<N> => N.Of(Beta2) * v + N.Of(1 - Beta2) * g * g;
}
