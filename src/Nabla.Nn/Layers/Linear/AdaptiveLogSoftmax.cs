using System.Globalization;

namespace Nabla.Nn;

/// <summary>
/// Log-probabilities of many classes, sorted by falling frequency (Grave, Joulin, Cissé, Grangier, Jégou 2017): the frequent ones are in
/// the head, which also says how likely each cluster of rarer ones is; a cluster sees its input through fewer numbers. The loss computes
/// the clusters that its targets are in, for these rows only.
/// </summary>
/// <shape>(…, inputs) → (…, classes): the log-probabilities of all classes</shape>
public sealed partial class AdaptiveLogSoftmax : Module<Tensor, Tensor>
{
    readonly int inputs;
    readonly int[] ends;        // of the head's own classes and of each cluster

    /// <summary>A head and as many clusters as there are cutoffs.</summary>
    /// <param name="inputs">Size of the last axis of the input.</param>
    /// <param name="classes">All classes.</param>
    /// <param name="cutoffs">Rising: the first class of each cluster.</param>
    /// <param name="divisor">Cluster i sees ⌊inputs / divisorⁱ⌋ numbers, i from 1.</param>
    /// <param name="headBias">Whether the head has a bias.</param>
    /// <exception cref="ArgumentException">
    /// Cutoffs that do not rise between 1 and classes − 1, or a cluster that would see nothing.
    /// </exception>
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

    /// <inheritdoc/>
    public override string ToString() => $"AdaptiveLogSoftmax({inputs} → {ends[^1]}, cut at {string.Join(", ", ends.SkipLast(1))})";
}
