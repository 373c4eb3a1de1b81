namespace Nabla.Train.RunLogs;

/// <summary>A model was measured on a split.</summary>
/// <param name="Split">Which one: <c>test</c>.</param>
/// <param name="Figures">Figures by name: <c>loss</c>, <c>accuracy</c>, …</param>
/// <param name="Classes">One row a class; empty where there are no classes.</param>
/// <param name="Confusion">
/// Counts: row = true class, column = predicted class, in the order of <paramref name="Classes"/>; empty where there are no classes.
/// </param>
/// <param name="Mistakes">The worst mistakes, most confident first.</param>
public sealed record Evaluated(
    string Split,
    IReadOnlyDictionary<string, double> Figures,
    IReadOnlyList<ClassFigures> Classes,
    IReadOnlyList<IReadOnlyList<long>> Confusion,
    IReadOnlyList<Mistake> Mistakes) : RunEvent
{
    /// <summary>The evaluation of a classifier, with each class's figures counted from the confusion matrix.</summary>
    /// <param name="split">Which split was measured.</param>
    /// <param name="figures">Figures by name; <c>accuracy</c> is added from the matrix where it is missing.</param>
    /// <param name="classes">The names of the C classes.</param>
    /// <param name="confusion">C × C counts; row = true class, column = predicted class.</param>
    /// <param name="mistakes">The worst mistakes, most confident first.</param>
    /// <exception cref="ArgumentException">The matrix is not C × C.</exception>
    public static Evaluated Classifier(
        string split,
        IReadOnlyDictionary<string, double> figures,
        IReadOnlyList<string> classes,
        IReadOnlyList<IReadOnlyList<long>> confusion,
        IReadOnlyList<Mistake> mistakes)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(confusion);
        if (confusion.Count != classes.Count || confusion.Any(row => row.Count != classes.Count))
            throw new ArgumentException($"The confusion matrix of {classes.Count} classes must have {classes.Count} rows and columns.",
                nameof(confusion));

        if (!figures.ContainsKey(FigureText.Accuracy))
        {
            var total = confusion.Sum(row => row.Sum());
            var right = Enumerable.Range(0, classes.Count).Sum(c => confusion[c][c]);
            figures = new Dictionary<string, double>(figures) { [FigureText.Accuracy] = Ratio(right, total) };
        }

        var rows = Enumerable.Range(0, classes.Count).Select(c => FiguresOf(classes[c], confusion, c));
        return new Evaluated(split, figures, [.. rows], confusion, mistakes);
    }

    // precision = hit / predicted, recall = hit / support, F1 = 2 hit / (predicted + support), each 0 when nothing was there to count
    static ClassFigures FiguresOf(string name, IReadOnlyList<IReadOnlyList<long>> confusion, int c)
    {
        var hits = confusion[c][c];
        var support = confusion[c].Sum();
        var predicted = confusion.Sum(row => row[c]);
        return new ClassFigures(name, Ratio(hits, predicted), Ratio(hits, support), Ratio(2 * hits, predicted + support), support);
    }

    static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}

/// <summary>How well one class is told from the others.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Precision">Share of right ones among the samples predicted as this class, in [0, 1].</param>
/// <param name="Recall">Share of this class's samples that were found, in [0, 1].</param>
/// <param name="F1">Harmonic mean of precision and recall, in [0, 1].</param>
/// <param name="Support">The number of samples of this class.</param>
public sealed record ClassFigures(string Name, double Precision, double Recall, double F1, long Support);

/// <summary>A sample that the model got wrong.</summary>
/// <param name="Index">The number of the sample in its split.</param>
/// <param name="True">The name of its class.</param>
/// <param name="Predicted">The name of the class that the model gave.</param>
/// <param name="Probability">How sure the model was of that, in [0, 1].</param>
/// <param name="Picture">The sample as a picture, if it is one.</param>
public sealed record Mistake(int Index, string True, string Predicted, double Probability, Picture? Picture = null);

/// <summary>A small picture.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Number of rows.</param>
/// <param name="Channels">1 for grey (0 is black), 3 for red, green, blue.</param>
/// <param name="Pixels">Height × Width × Channels bytes, channels last.</param>
public sealed record Picture(int Width, int Height, int Channels, byte[] Pixels);
