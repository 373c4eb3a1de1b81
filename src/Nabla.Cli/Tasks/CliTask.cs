using Nabla.Train.Data;
using Nabla.Train.RunLogs;

namespace Nabla.Cli.Tasks;

/// <summary>
/// Something that can be learned by name: <c>nabla train NAME</c>. A task is one file that brings data, model and trainer together;
/// it tells what happens to the log of its order, and the commands turn that into text, JSON and the report.
/// </summary>
abstract class CliTask
{
    /// <summary>The name on the command line: small letters, digits, hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in one line of the help.</summary>
    public abstract string Summary { get; }

    /// <summary>
    /// Trains, saves into the run's folder, measures on the test split. Writes every event but the end; when asked to stop it ends after
    /// the step under way, saves and returns.
    /// </summary>
    public abstract void Train(TrainOrder order);

    /// <summary>Measures the model of a run on the test split and writes one <see cref="Evaluated"/>.</summary>
    public abstract void Evaluate(EvalOrder order);

    /// <summary>Classifies image files, in their order.</summary>
    public abstract IReadOnlyList<Prediction> Predict(PredictOrder order);

    /// <summary>One training step on random data, with the task's own batch size if none is given.</summary>
    public abstract TrainingStep Step(int? batch);
}

/// <summary>What a user asked to train.</summary>
/// <param name="Folder">The run's folder; it exists.</param>
/// <param name="Name">The run's name.</param>
/// <param name="Seed">The seed; null for the task's own, or the first run's when it goes on.</param>
/// <param name="Epochs">How many epochs; null for the task's own number.</param>
/// <param name="Data">Where the data files lie; null for the cache.</param>
/// <param name="Resume">Whether to go on from the folder's checkpoint.</param>
/// <param name="Log">Where to tell what happens.</param>
/// <param name="Downloads">Is told how downloads go on.</param>
/// <param name="Stop">Asks to stop after the step under way.</param>
sealed record TrainOrder(
    string Folder, string Name, ulong? Seed, int? Epochs, string? Data, bool Resume, RunLog Log, IProgress<DownloadProgress> Downloads, CancellationToken Stop);

/// <summary>What a user asked to measure.</summary>
sealed record EvalOrder(string Folder, string? Data, RunLog Log, IProgress<DownloadProgress> Downloads);

/// <summary>What a user asked to classify.</summary>
sealed record PredictOrder(string Folder, IReadOnlyList<string> Images);

/// <summary>What a model sees in an image.</summary>
/// <param name="Image">The file as the user named it.</param>
/// <param name="Class">The most probable class.</param>
/// <param name="Probability">Its probability, in [0, 1].</param>
/// <param name="Probabilities">The probability of every class, in the model's order.</param>
/// <param name="Note">What was done to the image, such as converting it to grey 28 × 28; null if nothing.</param>
sealed record Prediction(
    string Image,
    string Class,
    double Probability,
    IReadOnlyDictionary<string, double> Probabilities,
    string? Note = null);
