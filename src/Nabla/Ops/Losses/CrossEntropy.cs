namespace Nabla;

/// <summary>The loss of classification.</summary>
public static class CrossEntropyOp
{
    extension(Tensor logits)
    {
        /// <summary>
        /// Cross-entropy between targets and the softmax of scores, loss = −Σ_c w_c p_c ln softmax(x)_c: softmax and logarithm in one pass,
        /// exact for scores of any size. Whole-number targets name a class, so p is 1 there; floating-point targets are p itself.
        /// </summary>
        /// <param name="targets">Classes 0 … C − 1 (int64 or int32), or probabilities of each class.</param>
        /// <param name="reduction">Mean divides by the sum of the targets' weights (for probabilities, by the number of rows).</param>
        /// <param name="labelSmoothing">ε in [0, 1]: p becomes (1 − ε) p + ε / C.</param>
        /// <param name="classWeights">w, 1 if not given.</param>
        /// <param name="ignoredClass">Rows with this target count neither in the loss nor in the mean.</param>
        /// <shape>logits (…, C), targets (…) or (…, C), classWeights (C) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit, or a target that is no class.</exception>
        public Tensor CrossEntropy(
            Tensor targets, Reduction reduction = Reduction.Mean, double labelSmoothing = 0, Tensor? classWeights = null,
            long ignoredClass = -100)
        {
            Infer(logits, targets, labelSmoothing, classWeights);
            if (targets.DType.IsFloating())
                return Expected(logits, Smooth(targets, labelSmoothing), classWeights).Reduce(reduction);
            var classes = targets.To(DType.Int64);
            if (labelSmoothing != 0 || classWeights is not null)
                return Shared(logits, classes, labelSmoothing, classWeights, ignoredClass, reduction);
            var losses = Rows(logits.Reshape(-1, logits.Shape[-1]), classes.Reshape(-1), ignoredClass, out var counted);
            return reduction switch
            {
                Reduction.Mean => losses.Sum() / counted,
                Reduction.Sum => losses.Sum(),
                _ => losses.Reshape(targets.Shape.ToArray()),
            };
        }
    }

    // The common case in one pass.
    static Tensor Rows(Tensor x, Tensor targets, long ignored, out Tensor counted)
    {
        var losses = Tensor.Empty([x.Shape[0]], x.DType, x.Device);
        var peaks = Tensor.Empty([x.Shape[0]], x.DType, x.Device);
        var logSums = Tensor.Empty([x.Shape[0]], x.DType, x.Device);
        counted = Tensor.Empty([], x.DType, x.Device);
        x.Backend.CrossEntropy(x, targets, ignored, losses, peaks, logSums, counted);
        return Autograd.Record(losses, new Back(x, targets, ignored, peaks, logSums), x);
    }

    // Smoothed or weighted, from the row's loss l = ln Σ eˣ − x_t: with W = Σ w,
    // −Σ_c w_c p_c ln softmax(x)_c = l (w_t (1 − ε) + ε W / C) + ε / C (W x_t − Σ_c w_c x_c), so that p need not be written out.
    static Tensor Shared(Tensor logits, Tensor classes, double smoothing, Tensor? classWeights, long ignored, Reduction reduction)
    {
        var x = logits.Reshape(-1, logits.Shape[-1]);
        var (known, counted) = NegativeLogLikelihoodOp.Known(classes.Reshape(-1), ignored, x);
        var losses = Rows(x, classes.Reshape(-1), ignored, out _);
        var weights = classWeights is null ? counted : classWeights.IndexSelect(0, known) * counted;
        var smoothed = Smoothed(x, losses, known, counted, weights, smoothing, classWeights);
        return reduction == Reduction.Mean
            ? smoothed.Sum() / weights.Sum()
            : smoothed.Reshape(classes.Shape.ToArray()).Reduce(reduction);
    }

    static Tensor Smoothed(
        Tensor x, Tensor losses, Tensor known, Tensor counted, Tensor weights, double smoothing, Tensor? classWeights)
    {
        if (smoothing == 0)
            return losses * weights;
        var hit = x.Gather(1, known.Unsqueeze(1)).Squeeze(1);
        if (classWeights is null)
            return losses + (hit - x.Mean(1)) * counted * smoothing;
        var total = classWeights.Sum();
        var all = x.MatMul(classWeights.Unsqueeze(1)).Squeeze(1);
        var share = smoothing / x.Shape[1];
        return losses * (weights * (1 - smoothing) + total * share) + (hit * total - all) * counted * share;
    }

    // 1 in each row's class, 0 elsewhere and in ignored rows; counted (…, 1) = 0 in ignored rows, else 1.
    static Tensor Hits(Tensor classes, long ignored, Tensor like, out Tensor counted)
    {
        var wide = classes.Unsqueeze(-1);
        counted = wide.NotEqualTo(Tensor.Scalar(ignored, DType.Int64, like.Device)).To(like.DType);
        return wide.EqualTo(Tensor.Range(like.Shape[-1])).To(like.DType) * counted;
    }

    static Tensor Smooth(Tensor p, double smoothing) => smoothing == 0 ? p : p * (1 - smoothing) + smoothing / p.Shape[-1];

    // −Σ_c w_c p_c ln softmax(x)_c; the gradient flows to p as well.
    static Tensor Expected(Tensor logits, Tensor p, Tensor? classWeights) =>
        -(logits.LogSoftmax() * (classWeights is null ? p : p * classWeights)).Sum(-1);

    static void Infer(Tensor logits, Tensor targets, double smoothing, Tensor? classWeights)
    {
        SoftmaxOp.Infer("CrossEntropy", logits);
        var rows = logits.Shape.Remove(-1);
        var expected = targets.DType.IsFloating() ? logits.Shape : rows;
        if (targets.DType == DType.Bool)
            throw new ShapeException("CrossEntropy: targets must be classes (int64) or probabilities, got bool.");
        if (targets.Shape != expected)
            throw new ShapeException(
                $"CrossEntropy: the {targets.DType.Name()} targets must be {expected} for logits {logits.Shape}, got {targets.Shape}.");
        if (targets.DType.IsFloating() && targets.DType != logits.DType)
            throw new ShapeException(
                $"CrossEntropy: the targets must be {logits.DType.Name()} like the logits, got {targets.DType.Name()}.");
        if (classWeights is not null && (classWeights.Shape != [logits.Shape[-1]] || classWeights.DType != logits.DType))
            throw new ShapeException(
                $"CrossEntropy: the class weights must be ({logits.Shape[-1]}) {logits.DType.Name()}, "
                + $"got {classWeights.Shape} {classWeights.DType.Name()}.");
        if (smoothing is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(smoothing), $"CrossEntropy: the label smoothing must be in [0, 1], got {smoothing}.");
    }

    // dx = g (softmax(x) − p) with p = 1 in the target's class; 0 in ignored rows
    sealed class Back(Tensor x, Tensor targets, long ignored, Tensor peaks, Tensor logSums) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                var hit = Hits(targets, ignored, x, out var counted);
                to[0] = g.Unsqueeze(-1) * (x.Softmax() * counted - hit);
                return;
            }

            var dx = Tensor.Empty(x.Shape, x.DType, x.Device);
            g.Backend.CrossEntropyGradient(x, targets, ignored, peaks, logSums, g, dx);
            to[0] = dx;
        }
    }
}
