namespace Nabla;

/// <summary>The loss of yes-or-no questions.</summary>
public static class BinaryCrossEntropyWithLogitsOp
{
    extension(Tensor logits)
    {
        /// <summary>Mean of −t ln σ(x) − (1 − t) ln(1 − σ(x)) = ln(1 + eˣ) − t x, exact for scores of any size.</summary>
        /// <param name="targets">Probabilities t in [0, 1].</param>
        /// <param name="reduction">How the elements' losses are put together.</param>
        /// <shape>logits (…), targets (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor BinaryCrossEntropyWithLogits(Tensor targets, Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("BinaryCrossEntropyWithLogits", logits, targets);
            return (logits.Softplus() - targets * logits).Reduce(reduction);
        }
    }
}
