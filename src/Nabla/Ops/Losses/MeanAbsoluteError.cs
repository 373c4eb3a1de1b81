using Nabla.Kernels;

namespace Nabla;

/// <summary>The loss of regression that outliers pull least.</summary>
public static class MeanAbsoluteErrorOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Mean of |x − target| (L1). Maximum likelihood of a target with Laplace noise of constant scale around x; the best constant is the
        /// median. The sub-gradient is 0 where both are equal.
        /// </summary>
        /// <shape>x (…), target (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ: broadcasting would hide a mistake.</exception>
        public Tensor MeanAbsoluteError(Tensor target, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("MeanAbsoluteError", x, target);
            return Reductions.Loss<AbsoluteError>(x, target, reduction);
        }
    }
}

readonly struct AbsoluteError : IBinary
{
    public N Value<N>(N x, N t) where N : struct, IFormula<N> => N.Abs(x - t);

    public N SlopeA<N>(N x, N t) where N : struct, IFormula<N> => N.Greater(x, t) - N.Greater(t, x);

    public N SlopeB<N>(N x, N t) where N : struct, IFormula<N> => N.Greater(t, x) - N.Greater(x, t);
}
