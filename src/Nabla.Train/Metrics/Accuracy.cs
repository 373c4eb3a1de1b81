namespace Nabla.Train.Metrics;

/// <summary>Share of samples whose highest score is that of the right class, in [0, 1].</summary>
/// <shape>output (N, C) of float32, target (N) of int64</shape>
public sealed class Accuracy : Metric
{
    long right;
    long count;

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override double Value => (double)right / count;

    /// <inheritdoc/>
    public override void Add(Tensor output, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(target);
        var classes = Classes.Check(Name, output, target);
        var scores = output.Contiguous().AsSpan<float>();
        var labels = target.Contiguous().AsSpan<long>();
        for (var i = 0; i < labels.Length; i++)
            right += Classes.Highest(scores.Slice(i * classes, classes)) == labels[i] ? 1 : 0;
        count += labels.Length;
    }

    /// <inheritdoc/>
    public override void Reset() => right = count = 0;

    /// <inheritdoc/>
    public override double[] Save() => [right, count];

    /// <inheritdoc/>
    public override void Load(ReadOnlySpan<double> saved) => (right, count) = ((long)saved[0], (long)saved[1]);
}
