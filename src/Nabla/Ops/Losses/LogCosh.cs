using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>A smooth loss between squared and absolute error.</summary>
public static class LogCoshOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Mean of ln cosh d = |d| + ln(1 + e^(−2|d|)) − ln 2 with d = x − target: d²/2 for small, |d| − ln 2 for large d. Maximum likelihood
        /// of noise with the hyperbolic secant density sech(d) / π.
        /// </summary>
        /// <shape>x (…), target (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor LogCosh(Tensor target, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("LogCosh", x, target);
            return Reductions.Loss<LogCosh>(x, target, reduction);
        }
    }
}

readonly struct LogCosh : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x, N t) where N : struct, IFormula<N>
    {
        var d = N.Abs(x - t);
        return d + Stable.LogOnePlus(N.Exp(N.Of(-2) * d)) - N.Of(0.6931471805599453);
    }

    public N SlopeA<N>(N x, N t) where N : struct, IFormula<N> => N.Tanh(x - t);

    public N SlopeB<N>(N x, N t) where N : struct, IFormula<N> => N.Tanh(t - x);
}
