namespace Nabla;

/// <summary>The hinge loss of more than two classes (Crammer, Singer 2001; here in the form of Weston, Watkins 1999).</summary>
public static class MultiClassHingeOp
{
    extension(Tensor scores)
    {
        /// <summary>1/C Σ_(c ≠ t) w_t max(0, margin − x_t + x_c)ᵖ. No maximum likelihood. The sub-gradient at the margin is 0.</summary>
        /// <param name="targets">Classes t.</param>
        /// <param name="power">p: 1, or 2 for the squared form.</param>
        /// <param name="margin">By how much the score of the true class must exceed the others.</param>
        /// <param name="classWeights">w, 1 if not given.</param>
        /// <param name="reduction">How the rows' losses are put together.</param>
        /// <shape>scores (…, C), targets (…) int64 or int32, classWeights (C) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        /// <exception cref="ArgumentOutOfRangeException">p is neither 1 nor 2, or a target is no class.</exception>
        public Tensor MultiClassHinge(
            Tensor targets, int power = 1, double margin = 1, Tensor? classWeights = null, Reduction reduction = Reduction.Mean)
        {
            NegativeLogLikelihoodOp.Infer("MultiClassHinge", scores, targets, classWeights);
            if (power is not (1 or 2))
                throw new ArgumentOutOfRangeException(nameof(power), $"MultiClassHinge: p must be 1 or 2, got {power}.");
            var classes = targets.To(DType.Int64);
            var excess = (margin - scores.Gather(-1, classes.Unsqueeze(-1)) + scores).Relu();
            var others = 1 - classes.OneHot(scores.Shape[-1], scores.DType);
            var losses = ((power == 1 ? excess : excess.Square()) * others).Mean(-1);
            if (classWeights is not null)
                losses *= classWeights.IndexSelect(0, classes.Reshape(-1)).Reshape(classes.Shape.ToArray());
            return losses.Reduce(reduction);
        }
    }
}
