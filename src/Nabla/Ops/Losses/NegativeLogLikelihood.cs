namespace Nabla;

/// <summary>The loss of classification, of log-probabilities.</summary>
public static class NegativeLogLikelihoodOp
{
    extension(Tensor logProbabilities)
    {
        /// <summary>
        /// −w_t x_t, with t the target's class: maximum likelihood of a categorical variable with log-probabilities x. After
        /// <c>LogSoftmax</c> this is <c>CrossEntropy</c>.
        /// </summary>
        /// <param name="targets">Classes 0 … C − 1.</param>
        /// <param name="reduction">Mean divides by the sum of the targets' weights.</param>
        /// <param name="classWeights">w, 1 if not given.</param>
        /// <param name="ignoredClass">Rows with this target count neither in the loss nor in the mean.</param>
        /// <shape>logProbabilities (…, C), targets (…) int64 or int32, classWeights (C) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A target is no class.</exception>
        public Tensor NegativeLogLikelihood(
            Tensor targets, Reduction reduction = Reduction.Mean, Tensor? classWeights = null, long ignoredClass = -100)
        {
            Infer("NegativeLogLikelihood", logProbabilities, targets, classWeights);
            var x = logProbabilities;
            var classes = targets.To(DType.Int64);
            var (known, counted) = Known(classes, ignoredClass, x);
            var weights = classWeights is null ? counted : classWeights.IndexSelect(0, known.Reshape(-1)).Reshape(known.Shape.ToArray()) * counted;
            var losses = -x.Gather(-1, known.Unsqueeze(-1)).Squeeze(-1) * weights;
            return reduction == Reduction.Mean ? losses.Sum() / weights.Sum() : losses.Reduce(reduction);
        }
    }

    /// <summary>The classes with 0 in place of the ignored one, and 0 there, 1 elsewhere.</summary>
    internal static (Tensor Classes, Tensor Counted) Known(Tensor classes, long ignoredClass, Tensor like)
    {
        var ignored = classes.EqualTo(ignoredClass);
        var known = ignored.Where(Tensor.Scalar(0, DType.Int64, like.Device), classes);
        return (known, ignored.Where(Tensor.Scalar(0, like.DType, like.Device), Tensor.Scalar(1, like.DType, like.Device)));
    }

    /// <summary>Targets are classes, one for each row of scores; weights, if given, one for each class.</summary>
    internal static void Infer(string who, Tensor x, Tensor targets, Tensor? classWeights = null)
    {
        SoftmaxOp.Infer(who, x);
        if (targets.DType is not (DType.Int64 or DType.Int32) || targets.Shape != x.Shape.Remove(-1))
            throw new ShapeException(
                $"{who}: the targets must be {x.Shape.Remove(-1)} int64 for an input {x.Shape}, "
                + $"got {targets.Shape} {targets.DType.Name()}.");
        if (classWeights is not null && (classWeights.Shape != [x.Shape[-1]] || classWeights.DType != x.DType))
            throw new ShapeException(
                $"{who}: the class weights must be ({x.Shape[-1]}) {x.DType.Name()}, "
                + $"got {classWeights.Shape} {classWeights.DType.Name()}.");
    }
}
