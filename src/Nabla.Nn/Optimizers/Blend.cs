using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>p ← keep · p + share · g.</summary>
readonly struct Blend(double keep, double share) : IUpdate
{
    public static int States => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N p, ref N unused0, ref N unused1, ref N unused2, N g) where N : struct, IFormula<N> =>
        p = N.Of(keep) * p + N.Of(share) * g;
}

/// <summary>p ← p + share · g.</summary>
readonly struct Plus(double share) : IUpdate
{
    public static int States => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N p, ref N unused0, ref N unused1, ref N unused2, N g) where N : struct, IFormula<N> => p += N.Of(share) * g;
}
