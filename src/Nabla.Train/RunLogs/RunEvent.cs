using System.Text.Json.Serialization;

namespace Nabla.Train.RunLogs;

/// <summary>Something that happened in a run; one line of <c>run.jsonl</c>, told apart by the field <c>event</c>.</summary>
/// <remarks>Epochs and steps count from 1; steps count through the whole run. Fractions such as accuracy lie in [0, 1].</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RunStarted), "start")]
[JsonDerivedType(typeof(ModelDescribed), "model")]
[JsonDerivedType(typeof(StepDone), "step")]
[JsonDerivedType(typeof(EpochDone), "epoch")]
[JsonDerivedType(typeof(Evaluated), "evaluation")]
[JsonDerivedType(typeof(CheckpointSaved), "checkpoint")]
[JsonDerivedType(typeof(Note), "note")]
[JsonDerivedType(typeof(Warning), "warning")]
[JsonDerivedType(typeof(RunEnded), "end")]
public abstract record RunEvent
{
    /// <summary>Seconds since the process began to write the log; set by <see cref="RunLog.Write"/>.</summary>
    [JsonPropertyOrder(-1)]
    public double Time { get; init; }
}

/// <summary>A run began or went on after a stop: everything needed to repeat it.</summary>
/// <param name="Task">What is learned: <c>digits</c>.</param>
/// <param name="Name">The name of the run: <c>digits-3</c>.</param>
/// <param name="Version">The version of Nabla.</param>
/// <param name="Settings">All choices as text, in the order in which they are to be shown.</param>
/// <param name="Seed">The seed of all random numbers.</param>
/// <param name="Threads">How many threads compute; results do not depend on it.</param>
/// <param name="Epochs">How many epochs are planned.</param>
/// <param name="StepsPerEpoch">How many steps make an epoch; 0 if that is unknown.</param>
/// <param name="Machine">Where it runs.</param>
public sealed record RunStarted(
    string Task,
    string Name,
    string Version,
    IReadOnlyDictionary<string, string> Settings,
    ulong Seed,
    int Threads,
    int Epochs,
    int StepsPerEpoch,
    Machine Machine) : RunEvent
{
    /// <summary>When the run began.</summary>
    public DateTimeOffset Date { get; init; }
}

/// <summary>The model as it will be trained.</summary>
/// <param name="Layers">The layers in the order of the forward pass.</param>
/// <param name="Parameters">The number of trained values in the whole model; shared ones count once.</param>
public sealed record ModelDescribed(IReadOnlyList<LayerDescription> Layers, long Parameters) : RunEvent;

/// <summary>One layer of a model.</summary>
/// <param name="Path">Where it is: <c>blocks.2.conv1</c>.</param>
/// <param name="Kind">Its printed form: <c>Conv2d(3 → 16, 3×3)</c>.</param>
/// <param name="OutputShape">The shape that it gives, the batch axis as N: <c>(N, 28, 28, 16)</c>.</param>
/// <param name="Parameters">The number of its trained values.</param>
public sealed record LayerDescription(string Path, string Kind, string OutputShape, long Parameters);

/// <summary>The optimiser made a step.</summary>
/// <param name="Epoch">The epoch under way.</param>
/// <param name="Step">The number of the step in the run.</param>
/// <param name="Loss">The loss of this step's batch.</param>
/// <param name="LearningRate">The learning rate that was used.</param>
/// <param name="SamplesPerSecond">The speed, the waiting for data included.</param>
/// <param name="Metrics">Further figures by name, such as <c>accuracy</c>.</param>
public sealed record StepDone(
    int Epoch,
    long Step,
    double Loss,
    double LearningRate,
    double SamplesPerSecond,
    IReadOnlyDictionary<string, double>? Metrics = null) : RunEvent;

/// <summary>An epoch ended.</summary>
/// <param name="Epoch">Its number.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
/// <param name="Train">Means over the epoch by name: <c>loss</c>, <c>accuracy</c>, …</param>
/// <param name="Validation">The same on the validation split, if there is one.</param>
public sealed record EpochDone(
    int Epoch,
    double Seconds,
    IReadOnlyDictionary<string, double> Train,
    IReadOnlyDictionary<string, double>? Validation = null) : RunEvent;

/// <summary>A checkpoint lies whole on disk.</summary>
/// <param name="Epoch">The last finished epoch.</param>
/// <param name="Step">The last finished step.</param>
/// <param name="File">The file's name inside the run's folder.</param>
public sealed record CheckpointSaved(int Epoch, long Step, string File) : RunEvent;

/// <summary>Something worth knowing.</summary>
/// <param name="Text">One sentence.</param>
public sealed record Note(string Text) : RunEvent;

/// <summary>Something that may be wrong.</summary>
/// <param name="Text">One sentence.</param>
public sealed record Warning(string Text) : RunEvent;

/// <summary>The run is over.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Seconds">How long the training took.</param>
/// <param name="Message">For a failure, the sentence that says what went wrong.</param>
public sealed record RunEnded(EndReason Reason, double Seconds, string? Message = null) : RunEvent;

/// <summary>Why a run is over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EndReason>))]
public enum EndReason
{
    /// <summary>All epochs are done, or a rule such as early stopping ended them.</summary>
    [JsonStringEnumMemberName("completed")] Completed,

    /// <summary>Somebody asked it to stop; it can go on from its checkpoint.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped,

    /// <summary>It could not go on.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
