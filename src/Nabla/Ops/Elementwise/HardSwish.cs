using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Piecewise form of swish (Howard et al. 2019, MobileNetV3).</summary>
public static class HardSwishOp
{
    extension(Tensor x)
    {
        /// <summary>y = x · min(max(x + 3, 0), 6) / 6, element by element; the sub-gradient is −½ at −3 and 1½ at 3.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor HardSwish() => Unary.Apply<HardSwish>(x);
    }
}

readonly struct HardSwish : IUnary
{
    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => x * N.Min(N.Max(x + N.Of(3), N.Of(0)), N.Of(6)) * N.Of(1.0 / 6);

    // 0 below −3, x/3 + ½ from −3 to 3, 1 above
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        N.Select(N.Greater(N.Of(-3), x), N.Of(0), N.Select(N.Greater(x, N.Of(3)), N.Of(1), x * N.Of(1.0 / 3) + N.Of(0.5)));
}
