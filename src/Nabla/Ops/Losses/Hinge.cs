namespace Nabla;

/// <summary>The losses of support vector machines (Cortes, Vapnik 1995).</summary>
public static class HingeOp
{
    extension(Tensor scores)
    {
        /// <summary>Mean of max(0, 1 − t x): no maximum likelihood, but the widest margin. The sub-gradient at t x = 1 is 0.</summary>
        /// <param name="targets">t: 1 or −1.</param>
        /// <param name="reduction">How the elements' losses are put together.</param>
        /// <shape>scores (…), targets (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor Hinge(Tensor targets, Reduction reduction = Reduction.Mean) => Excess("Hinge", scores, targets).Reduce(reduction);

        /// <summary>Mean of max(0, 1 − t x)²: as the hinge loss, but smooth. No maximum likelihood.</summary>
        /// <param name="targets">t: 1 or −1.</param>
        /// <param name="reduction">How the elements' losses are put together.</param>
        /// <shape>scores (…), targets (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor SquaredHinge(Tensor targets, Reduction reduction = Reduction.Mean) =>
            Excess("SquaredHinge", scores, targets).Square().Reduce(reduction);
    }

    static Tensor Excess(string who, Tensor scores, Tensor targets)
    {
        MeanSquaredErrorOp.Infer(who, scores, targets);
        return (1 - targets * scores).Relu();
    }
}
