namespace Nabla.Train.Metrics;

/// <summary>How often each class was taken for each other; its figure is the macro-averaged F1 score.</summary>
/// <shape>output (N, C) of float32, target (N) of int64</shape>
/// <param name="classes">Number of classes C.</param>
public sealed class ConfusionMatrix(int classes) : Metric
{
    readonly long[,] counts = new long[classes, classes];

    /// <inheritdoc/>
    public override string Name => "F1";

    /// <summary>The mean over the classes of F1.</summary>
    public override double Value => Enumerable.Range(0, classes).Average(F1);

    /// <summary>Number of samples of class <paramref name="target"/> that were taken for class <paramref name="predicted"/>.</summary>
    public long this[int target, int predicted] => counts[target, predicted];

    /// <summary>Share of right answers, in [0, 1].</summary>
    public double Accuracy => Ratio(Sum(c => counts[c, c]), Sum(Support));

    /// <summary>
    /// Mean recall over the classes that occur, in [0, 1]: a rare class counts as much as a frequent one. NaN without samples.
    /// </summary>
    public double BalancedAccuracy =>
        Enumerable.Range(0, classes).Where(c => Support(c) > 0).Select(Recall).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Number of samples of a class.</summary>
    public long Support(int c) => Sum(predicted => counts[c, predicted]);

    /// <summary>Share of right ones among what was taken for class <paramref name="c"/>; 0 if nothing was.</summary>
    public double Precision(int c) => Ratio(counts[c, c], Sum(target => counts[target, c]));

    /// <summary>Share of class <paramref name="c"/> that was found; 0 if there was none.</summary>
    public double Recall(int c) => Ratio(counts[c, c], Support(c));

    /// <summary>Harmonic mean of precision and recall: 2 hits / (predicted + support); 0 if there was nothing to count.</summary>
    public double F1(int c) => Ratio(2 * counts[c, c], Sum(target => counts[target, c]) + Support(c));

    /// <summary>The counts, one row a true class.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Rows() =>
        [.. Enumerable.Range(0, classes).Select(target => Enumerable.Range(0, classes).Select(c => counts[target, c]).ToArray())];

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The output has another number of classes.</exception>
    /// <exception cref="ArgumentException">A target is no class.</exception>
    public override void Add(Tensor output, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(target);
        if (Classes.Check("ConfusionMatrix", output, target) != classes)
            throw new ShapeException($"ConfusionMatrix({classes} classes): axis 1 of the output must be {classes}, got {output.Shape}.");
        var scores = output.Contiguous().AsSpan<float>();
        var labels = target.Contiguous().AsSpan<long>();
        for (var i = 0; i < labels.Length; i++)
        {
            if ((ulong)labels[i] >= (ulong)classes)
                throw new ArgumentException($"ConfusionMatrix: a target must be a class 0 … {classes - 1}, got {labels[i]}.");
            counts[labels[i], Classes.Highest(scores.Slice(i * classes, classes))]++;
        }
    }

    /// <inheritdoc/>
    public override void Reset() => Array.Clear(counts);

    /// <inheritdoc/>
    public override double[] Save() => [.. counts.Cast<long>().Select(n => (double)n)];

    /// <inheritdoc/>
    public override void Load(ReadOnlySpan<double> saved)
    {
        for (var i = 0; i < saved.Length; i++)
            counts[i / classes, i % classes] = (long)saved[i];
    }

    long Sum(Func<int, long> of)
    {
        long sum = 0;
        for (var c = 0; c < classes; c++)
            sum += of(c);
        return sum;
    }

    static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
