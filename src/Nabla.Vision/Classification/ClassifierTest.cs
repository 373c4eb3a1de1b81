using Nabla.Train;
using Nabla.Train.Data;
using Nabla.Train.Metrics;
using Nabla.Train.RunLogs;

namespace Nabla.Vision.Classification;

/// <summary>Measures a classifier of images: loss, accuracy, figures of each class, and the mistakes it was surest of.</summary>
public static class ClassifierTest
{
    const int MostMistakes = 24;

    /// <summary>Measures on all images of a split.</summary>
    /// <param name="trainer">Knows model and loss.</param>
    /// <param name="split">What the images are called: <c>test</c>.</param>
    /// <param name="images">The images.</param>
    /// <param name="loader">The same images in their order, as the model wants them.</param>
    public static Evaluated Run(Trainer trainer, string split, LabeledImages images, DataLoader loader)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(images);
        var matrix = new ConfusionMatrix(images.ClassNames.Length);
        var mistakes = new List<(int Index, int Predicted, double Probability)>();
        var loss = new Mean();
        trainer.ForEach(loader, (batch, outcome) =>
        {
            loss.Add(outcome.Loss.Item(), batch.Count);
            matrix.Add(outcome.Output!, batch.Target);
            mistakes.AddRange(Mistakes(batch, outcome.Output!.Softmax().AsSpan<float>(), images));
        });
        var worst = mistakes.OrderByDescending(m => m.Probability).ThenBy(m => m.Index).Take(MostMistakes);
        return Evaluated.Classifier(
            split, new Dictionary<string, double> { ["loss"] = loss.Value, ["accuracy"] = matrix.Accuracy }, images.ClassNames, matrix.Rows(),
            [.. worst.Select(m => new Mistake(m.Index, Name(images, images.Labels[m.Index]), Name(images, m.Predicted), m.Probability, Picture(images, m.Index)))]);
    }

    static List<(int Index, int Predicted, double Probability)> Mistakes(Batch batch, ReadOnlySpan<float> probabilities, LabeledImages images)
    {
        var found = new List<(int, int, double)>();
        var classes = probabilities.Length / batch.Count;
        for (var i = 0; i < batch.Count; i++)
        {
            var row = probabilities.Slice(i * classes, classes);
            var predicted = 0;
            for (var c = 1; c < classes; c++)
                predicted = row[c] > row[predicted] ? c : predicted;
            if (predicted != images.Labels[batch.Samples[i]])
                found.Add((batch.Samples[i], predicted, row[predicted]));
        }

        return found;
    }

    static string Name(LabeledImages images, long label) => images.ClassNames[label];

    static Picture Picture(LabeledImages images, int index) =>
        new(images.Width, images.Height, images.Channels, images.ToImage(index).ToBytes());
}
