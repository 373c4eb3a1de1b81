namespace Nabla;

/// <summary>The loss of an anchor, a like and an unlike sample (Schroff, Kalenichenko, Philbin 2015).</summary>
public static class TripletOp
{
    extension(Tensor anchor)
    {
        /// <summary>
        /// Mean of max(0, margin + d(anchor, positive) − d(anchor, negative)) with the distance of <c>PairwiseDistance</c>. No maximum
        /// likelihood.
        /// </summary>
        /// <param name="positive">Samples like the anchor.</param>
        /// <param name="negative">Samples unlike the anchor.</param>
        /// <param name="margin">By how much the unlike must be farther.</param>
        /// <param name="power">p of the distance.</param>
        /// <param name="epsilon">ε of the distance.</param>
        /// <param name="swap">
        /// Whether the unlike's distance is the smaller of that to the anchor and to the like (Balntas et al. 2016).
        /// </param>
        /// <param name="reduction">How the triplets' losses are put together.</param>
        /// <shape>each (…, D) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor Triplet(
            Tensor positive, Tensor negative, double margin = 1, double power = 2, double epsilon = 1e-6, bool swap = false,
            Reduction reduction = Reduction.Mean) =>
            anchor.TripletWithDistance(positive, negative, (a, b) => a.PairwiseDistance(b, power, epsilon), margin, swap, reduction);

        /// <summary>The same with any distance.</summary>
        /// <param name="positive">Samples like the anchor.</param>
        /// <param name="negative">Samples unlike the anchor.</param>
        /// <param name="distance">One number for each pair of samples.</param>
        /// <param name="margin">By how much the unlike must be farther.</param>
        /// <param name="swap">Whether the unlike's distance is the smaller of that to the anchor and to the like.</param>
        /// <param name="reduction">How the triplets' losses are put together.</param>
        /// <shape>each (…, D) → () or, without reduction, what the distance gives</shape>
        /// <exception cref="ShapeException">Shapes that differ.</exception>
        public Tensor TripletWithDistance(
            Tensor positive, Tensor negative, Func<Tensor, Tensor, Tensor> distance, double margin = 1, bool swap = false,
            Reduction reduction = Reduction.Mean)
        {
            MeanSquaredErrorOp.Infer("Triplet", anchor, positive);
            MeanSquaredErrorOp.Infer("Triplet", anchor, negative);
            var far = distance(anchor, negative);
            if (swap)
                far = far.Minimum(distance(positive, negative));
            return (distance(anchor, positive) - far + margin).Clamp(0, double.PositiveInfinity).Reduce(reduction);
        }
    }
}
