namespace Nabla;

/// <summary>The hinge loss of several labels at once.</summary>
public static class MultiLabelMarginOp
{
    extension(Tensor scores)
    {
        /// <summary>1/C Σ_(t in labels) Σ_(c not in labels) max(0, 1 − x_t + x_c). No maximum likelihood.</summary>
        /// <param name="targets">The labels of each row, ended by −1; what follows is ignored.</param>
        /// <param name="reduction">How the rows' losses are put together.</param>
        /// <shape>scores (…, C), targets (…, C) int64 or int32 → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A label before the first −1 is no class.</exception>
        public Tensor MultiLabelMargin(Tensor targets, Reduction reduction = Reduction.Mean)
        {
            Infer(scores, targets);
            var (classes, x) = (scores.Shape[-1], scores);
            var zero = Tensor.Scalar(0, DType.Int64, x.Device);

            // Labels count up to the first −1: the number of negatives so far, a product with a triangle of ones, is 0.
            var negatives = targets.Less(0).To(x.DType).Unsqueeze(-2).MatMul(Tensor.Ones([classes, classes], x.DType).Upper()).Squeeze(-2);
            var valid = negatives.EqualTo(0);
            var labels = valid.Where(targets.To(DType.Int64), zero);
            var counted = valid.To(x.DType);
            var isLabel = (labels.OneHot(classes, x.DType) * counted.Unsqueeze(-1)).Max(-2);
            var excess = (1 - x.Gather(-1, labels).Unsqueeze(-1) + x.Unsqueeze(-2)).Relu();         // (…, label, class)
            return ((excess * counted.Unsqueeze(-1) * (1 - isLabel).Unsqueeze(-2)).Sum([-2, -1]) / classes).Reduce(reduction);
        }
    }

    static void Infer(Tensor scores, Tensor targets)
    {
        SoftmaxOp.Infer("MultiLabelMargin", scores);
        if (targets.DType is not (DType.Int64 or DType.Int32) || targets.Shape != scores.Shape)
            throw new ShapeException(
                $"MultiLabelMargin: the targets must be {scores.Shape} int64 like the scores, got {targets.Shape} {targets.DType.Name()}.");
    }
}
