using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Piecewise linear form of the logistic function (Courbariaux, Bengio, David 2015; slope 1/6 as in MobileNetV3).</summary>
public static class HardSigmoidOp
{
    extension(Tensor x)
    {
        /// <summary>y = min(max(x + 3, 0), 6) / 6, element by element; the sub-gradient at −3 and at 3 is 0.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor HardSigmoid() => Unary.Apply<HardSigmoid>(x);
    }
}

readonly struct HardSigmoid : IUnary
{
    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Min(N.Max(x + N.Of(3), N.Of(0)), N.Of(6)) * N.Of(1.0 / 6);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Greater(x, N.Of(-3)) * N.Greater(N.Of(3), x) * N.Of(1.0 / 6);
}
