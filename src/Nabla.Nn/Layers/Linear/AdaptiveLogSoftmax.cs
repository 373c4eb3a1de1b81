using System.Globalization;

namespace Nabla.Nn;

/// <summary>
/// Log-probabilities of many classes, sorted by falling frequency (Grave, Joulin, Cissé, Grangier, Jégou 2017): the frequent ones are in
/// the head, which also says how likely each cluster of rarer ones is; a cluster sees its input through fewer numbers. The loss computes
/// the clusters that its targets are in, for these rows only.
/// </summary>
/// <shape>(…, inputs) → (…, classes): the log-probabilities of all classes</shape>
public sealed class AdaptiveLogSoftmax : Module<Tensor, Tensor>
{
    readonly int inputs;
    readonly int[] ends;        // of the head's own classes and of each cluster

    /// <summary>A head and as many clusters as there are cutoffs.</summary>
    /// <param name="inputs">Size of the last axis of the input.</param>
    /// <param name="classes">All classes.</param>
    /// <param name="cutoffs">Rising: the first class of each cluster.</param>
    /// <param name="divisor">Cluster i sees ⌊inputs / divisorⁱ⌋ numbers, i from 1.</param>
    /// <param name="headBias">Whether the head has a bias.</param>
    /// <exception cref="ArgumentException">Cutoffs that do not rise between 1 and classes − 1, or a cluster that would see nothing.</exception>
    public AdaptiveLogSoftmax(int inputs, int classes, int[] cutoffs, double divisor = 4, bool headBias = false)
    {
        ArgumentNullException.ThrowIfNull(cutoffs);
        (this.inputs, ends) = (inputs, [.. cutoffs, classes]);
        var sizes = cutoffs.Select((_, i) => (int)Math.Floor(inputs / Math.Pow(divisor, i + 1))).ToArray();
        if (cutoffs.Length == 0 || cutoffs[0] < 1 || ends.Zip(ends.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new ArgumentException($"{this}: the cutoffs must rise between 1 and {classes - 1}.");
        if (divisor <= 0 || sizes.Min() < 1)
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{this}: with divisor {divisor} a cluster would see none of {inputs} inputs."));
        Head = new Linear(inputs, cutoffs[0] + cutoffs.Length, headBias);
        Tail =
        [
            .. sizes.Select((size, i) => new Sequential(
                new Linear(inputs, size, bias: false), new Linear(size, ends[i + 1] - ends[i], bias: false))),
        ];
    }

    /// <summary>To the scores of the frequent classes and of the clusters.</summary>
    public Linear Head { get; }

    /// <summary>Of each cluster: to fewer numbers, and to the scores of its classes.</summary>
    public IReadOnlyList<Sequential> Tail { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        LastAxis.Require(this, input, inputs);
        var head = Head.Call(input).LogSoftmax();
        return Tensor.Concat(
            [head.Slice(-1, 0, ends[0]), .. Tail.Select((cluster, i) => cluster.Call(input).LogSoftmax() + head.Slice(-1, ends[0] + i, 1))]);
    }

    /// <summary>The log-probability of each row's target.</summary>
    /// <shape>input (…, inputs), targets (…) int64 or int32 → (…)</shape>
    /// <exception cref="ArgumentOutOfRangeException">A target is no class.</exception>
    /// <exception cref="InvalidOperationException">Inside a captured step: how many rows a cluster has depends on the data.</exception>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public Tensor LogLikelihoods(Tensor input, Tensor targets)
    {
        LastAxis.Require(this, input, inputs);
        if (targets.Shape != input.Shape.Remove(-1))
            throw new ShapeException($"{this}: the targets must be {input.Shape.Remove(-1)} for the input {input.Shape}, got {targets.Shape}.");
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

    /// <inheritdoc/>
    public override string ToString() => $"AdaptiveLogSoftmax({inputs} → {ends[^1]}, cut at {string.Join(", ", ends.SkipLast(1))})";
}
