using Nabla.Train.Callbacks;
using Nabla.Train.Metrics;

namespace Nabla.Train;

/// <summary>How long to train, what to measure, and what else is to happen.</summary>
public sealed record TrainerOptions
{
    /// <summary>How many times every training sample is seen, at least 0.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>What is measured beside the loss, in training and validation.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>What happens beside the training itself. <see cref="StopOnNaN"/> is always there.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>
    /// Whether steps are captured and replayed, which is faster and gives the same bits, where they can be. Code in the forward pass, such
    /// as a print or a choice by the epoch, then runs at the capture alone; false lets it run in every step, to debug. Passes of the model
    /// in use, such as validation, are captured in the same way if there are 16 batches or more.
    /// </summary>
    public bool Capture { get; init; } = true;
}
