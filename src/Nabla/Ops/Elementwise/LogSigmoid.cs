using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Logarithm of the logistic function.</summary>
public static class LogSigmoidOp
{
    extension(Tensor x)
    {
        /// <summary>y = ln σ(x) = min(x, 0) − ln(1 + e^(−|x|)), element by element, exact where σ(x) itself would be 0.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor LogSigmoid() => Unary.Apply<LogSigmoid>(x);
    }
}

readonly struct LogSigmoid : IUnary
{
    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Min(x, N.Of(0)) - Stable.LogOnePlus(N.Exp(-N.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => Stable.Sigmoid(-x);        // 1 − σ(x)
}
