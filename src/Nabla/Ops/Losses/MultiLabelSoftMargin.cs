namespace Nabla;

/// <summary>The logistic loss of several labels at once.</summary>
public static class MultiLabelSoftMarginOp
{
    extension(Tensor logits)
    {
        /// <summary>
        /// 1/C Σ_c −w_c (t ln σ(x) + (1 − t) ln(1 − σ(x))): the binary cross-entropy of each class, averaged over the classes. Maximum
        /// likelihood of C independent Bernoulli variables.
        /// </summary>
        /// <param name="targets">t: 1 for a label, else 0.</param>
        /// <param name="classWeights">w, 1 if not given.</param>
        /// <param name="reduction">How the rows' losses are put together.</param>
        /// <shape>logits (…, C), targets (…, C), classWeights (C) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not fit.</exception>
        public Tensor MultiLabelSoftMargin(Tensor targets, Tensor? classWeights = null, Reduction reduction = Reduction.Mean)
        {
            SoftmaxOp.Infer("MultiLabelSoftMargin", logits);
            return logits.BinaryCrossEntropyWithLogits(targets, Reduction.None, classWeights).Mean(-1).Reduce(reduction);
        }
    }
}
