namespace Nabla;

/// <summary>Cross-entropies that count hard samples more (Lin, Goyal, Girshick, He, Dollár 2017).</summary>
public static class FocalOp
{
    extension(Tensor logits)
    {
        /// <summary>
        /// Mean of −a (1 − q)^γ ln q with q the probability of the target, q = σ(x) t + (1 − σ(x)) (1 − t). For γ = 0 weighted maximum
        /// likelihood of a Bernoulli variable, else of none.
        /// </summary>
        /// <param name="targets">t: 1 or 0.</param>
        /// <param name="alpha">a is α for t = 1, 1 − α for t = 0; 1 for both if α is negative.</param>
        /// <param name="gamma">γ ≥ 0: how much easy samples are left out.</param>
        /// <param name="reduction">How the elements' losses are put together.</param>
        /// <shape>logits (…), targets (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor SigmoidFocal(Tensor targets, double alpha = 0.25, double gamma = 2, Reduction reduction = Reduction.Mean)
        {
            var losses = logits.BinaryCrossEntropyWithLogits(targets, Reduction.None);
            var p = logits.Sigmoid();
            losses *= (p + targets - 2 * p * targets).Power(gamma);         // 1 − q
            return (alpha < 0 ? losses : losses * (targets * (2 * alpha - 1) + (1 - alpha))).Reduce(reduction);
        }

        /// <summary>
        /// Mean of −w_t (1 − q)^γ ln q with q = softmax(x)_t. For γ = 0 weighted maximum likelihood of a categorical variable, else of
        /// none.
        /// </summary>
        /// <param name="targets">Classes t.</param>
        /// <param name="gamma">γ ≥ 0: how much easy samples are left out.</param>
        /// <param name="classWeights">w, 1 if not given.</param>
        /// <param name="reduction">How the rows' losses are put together; the mean divides by their number.</param>
        /// <shape>logits (…, C), targets (…) int64 or int32, classWeights (C) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public Tensor SoftmaxFocal(Tensor targets, double gamma = 2, Tensor? classWeights = null, Reduction reduction = Reduction.Mean)
        {
            NegativeLogLikelihoodOp.Infer("SoftmaxFocal", logits, targets, classWeights);
            var classes = targets.To(DType.Int64);
            var log = logits.LogSoftmax().Gather(-1, classes.Unsqueeze(-1)).Squeeze(-1);
            var losses = -(1 - log.Exp()).Power(gamma) * log;
            if (classWeights is not null)
                losses *= classWeights.IndexSelect(0, classes.Reshape(-1)).Reshape(classes.Shape.ToArray());
            return losses.Reduce(reduction);
        }
    }
}
