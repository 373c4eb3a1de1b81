using Nabla.Kernels;

namespace Nabla;

/// <summary>The loss of regression.</summary>
public static class MeanSquaredErrorOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Mean of (x − target)² over all elements: the maximum likelihood of targets that are normal around x with one variance.
        /// </summary>
        /// <shape>x (…), target (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ: broadcasting would hide a mistake.</exception>
        public Tensor MeanSquaredError(Tensor target, Reduction reduction = Reduction.Mean)
        {
            Infer("MeanSquaredError", x, target);
            return Reductions.Loss<SquaredDifference>(x, target, reduction);
        }
    }

    internal static void Infer(string who, Tensor x, Tensor target)
    {
        if (x.Shape != target.Shape)
            throw new ShapeException($"{who}: the target must be {x.Shape} like the input, got {target.Shape}.");
    }
}

/// <summary>(a − b)².</summary>
readonly struct SquaredDifference : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => (a - b) * (a - b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(2) * (a - b);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Of(2) * (b - a);
}
