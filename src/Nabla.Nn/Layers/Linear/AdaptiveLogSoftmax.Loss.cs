namespace Nabla.Nn;

// What is computed for the classes of targets alone: the clusters they are in, for these rows only.
public sealed partial class AdaptiveLogSoftmax
{
    /// <summary>The log-probability of each row's target.</summary>
    /// <shape>input (…, inputs), targets (…) int64 or int32 → (…)</shape>
    /// <exception cref="ArgumentOutOfRangeException">A target is no class.</exception>
    /// <exception cref="InvalidOperationException">Inside a captured step: how many rows a cluster has depends on the data.</exception>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public Tensor LogLikelihoods(Tensor input, Tensor targets)
    {
        LastAxis.Require(this, input, inputs);
        if (targets.Shape != input.Shape.Remove(-1))
            throw new ShapeException(
                $"{this}: the targets must be {input.Shape.Remove(-1)} for the input {input.Shape}, got {targets.Shape}.");
        Tensor x = input.Reshape(-1, inputs), target = targets.To(DType.Int64).Reshape(-1);
        var (place, clusters) = (target, new List<(Tensor Rows, Tensor Classes, Sequential Layer)>());
        for (var i = 0; i < Tail.Count; i++)
        {
            var inside = target.GreaterOrEqual(ends[i]).LogicalAnd(target.Less(ends[i + 1]));
            place = inside.Where(Tensor.Scalar(ends[0] + i, DType.Int64), place);
            var rows = inside.NonZero().Squeeze(1);
            if (rows.Length > 0)
                clusters.Add((rows, target.IndexSelect(0, rows) - Tensor.Scalar(ends[i], DType.Int64), Tail[i]));
        }

        Require(target);
        var y = At(Head.Call(x).LogSoftmax(), place);
        foreach (var (rows, classes, layer) in clusters)
            y = y.IndexAdd(0, rows, At(layer.Call(x.IndexSelect(0, rows)).LogSoftmax(), classes));
        return y.Reshape(targets.Shape.ToArray());
    }

    /// <summary>Minus the log-probabilities of the targets: the maximum likelihood of independent classes.</summary>
    /// <shape>input (…, inputs), targets (…) int64 or int32 → () or, without reduction, (…)</shape>
    /// <exception cref="ArgumentOutOfRangeException">A target is no class.</exception>
    /// <exception cref="InvalidOperationException">Inside a captured step: how many rows a cluster has depends on the data.</exception>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public Tensor Loss(Tensor input, Tensor targets, Reduction reduction = Reduction.Mean)
    {
        var losses = -LogLikelihoods(input, targets);
        return reduction == Reduction.Mean ? losses.Mean() : reduction == Reduction.Sum ? losses.Sum() : losses;
    }

    static Tensor At(Tensor x, Tensor classes) => x.Gather(1, classes.Unsqueeze(1)).Squeeze(1);

    void Require(Tensor target)
    {
        foreach (var value in target.ToArray<long>())
            if (value < 0 || value >= ends[^1])
                throw new ArgumentOutOfRangeException(nameof(target), $"{this}: a target must be a class 0 … {ends[^1] - 1}, got {value}.");
    }
}
