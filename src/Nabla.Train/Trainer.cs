using System.Text;
using Nabla.Nn;
using Nabla.Train.Callbacks;
using Nabla.Train.Data;
using Nabla.Train.Metrics;

namespace Nabla.Train;

/// <summary>
/// Trains a model: epochs, batches, forward, loss, backward, step. Everything else is a <see cref="Callback"/>.
/// </summary>
/// <example><code>
/// var trainer = new Trainer(model, new Adam(model), (output, target) => output.CrossEntropy(target), new() { Epochs = 5 });
/// trainer.Fit(train, validation);
/// </code></example>
public sealed class Trainer
{
    // Of a model in use, each round over the data compares one replay with an eager pass, which must be a small part of it: replays are up
    // to twice as fast where ops are small, and no faster where they are large.
    const int LeastCaptured = 16;

    readonly Func<Batch, Outcome> forward;
    readonly Callback[] callbacks;
    readonly Metric[] metrics;
    readonly MemoryScope stepMemory = MemoryScope.Closed();
    readonly StepObjective objective;
    BatchPass? training, evaluation;
    Mean loss;

    /// <summary>A trainer of a model with one input and one output.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="optimizer">What changes its parameters.</param>
    /// <param name="loss">From output and target to one number, the mean over the batch.</param>
    /// <param name="options">How long and what else; the defaults if null.</param>
    public Trainer(Module<Tensor, Tensor> model, Optimizer optimizer, Func<Tensor, Tensor, Tensor> loss, TrainerOptions? options = null)
        : this(model, optimizer, batch =>
        {
            var output = model.Call(batch.Input);
            return new Outcome(loss(output, batch.Target), output);
        }, options)
    {
    }

    /// <summary>A trainer of any model, for any number of inputs and losses.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="optimizer">What changes its parameters.</param>
    /// <param name="forward">
    /// Calls the model on a batch and gives the loss; it should depend on nothing else that changes, see
    /// <see cref="TrainerOptions.Capture"/>.
    /// </param>
    /// <param name="options">How long and what else; the defaults if null.</param>
    public Trainer(Module model, Optimizer optimizer, Func<Batch, Outcome> forward, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        (Model, Optimizer, this.forward, Options) = (model, optimizer, forward, options ?? new TrainerOptions());
        ArgumentOutOfRangeException.ThrowIfNegative(Options.Epochs, "Epochs");
        callbacks = [.. Options.Callbacks.Append(new StopOnNaN()).OrderBy(c => c.Order)];
        metrics = [.. Options.Metrics];
        objective = new StepObjective(this);
    }

    /// <summary>What is trained.</summary>
    public Module Model { get; }

    /// <summary>What changes the parameters.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How long and what else.</summary>
    public TrainerOptions Options { get; }

    /// <summary>The callbacks in the order in which they are called.</summary>
    public IReadOnlyList<Callback> Callbacks => callbacks;

    /// <summary>The epoch under way or just finished, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>Epochs that are finished.</summary>
    public int EpochsDone { get; private set; }

    /// <summary>Steps done in the run.</summary>
    public long Step { get; private set; }

    /// <summary>Steps done in the epoch under way; 0 once it is finished.</summary>
    public int StepInEpoch { get; private set; }

    /// <summary>Steps of a whole epoch.</summary>
    public int StepsPerEpoch { get; private set; }

    /// <summary>The batch of the present step.</summary>
    public Batch? Batch { get; private set; }

    /// <summary>The loss of the present step.</summary>
    public double Loss { get; private set; }

    /// <summary>Means over the epoch so far, on training batches as they were used: <c>loss</c> and the metrics, by name.</summary>
    public IReadOnlyDictionary<string, double> Training { get; private set; } = new Dictionary<string, double>();

    /// <summary>The same on the validation data after the last finished epoch; null without such data.</summary>
    public IReadOnlyDictionary<string, double>? Validation { get; private set; }

    /// <summary>Why training ends before all epochs are done; null if nobody asked for it.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Why steps run eagerly, and so more slowly, though they were to be captured; null if they do not.</summary>
    public string? EagerReason => training?.EagerReason;

    /// <summary>The same of passes of the model in use: validation, <see cref="Evaluate"/> and <see cref="ForEach"/>.</summary>
    public string? EagerEvaluationReason => evaluation?.EagerReason;

    /// <summary>Whether it was interrupted and can go on from a checkpoint.</summary>
    public bool Interrupted { get; private set; }

    /// <summary>
    /// Trains until all epochs are done or somebody ends it. After <see cref="Checkpoints.Checkpoint.Restore"/> it goes on from there. All
    /// layers are put into training mode first; <see cref="Module.Frozen"/> ones stay as in use, and so does what a callback's OnStart puts
    /// so.
    /// </summary>
    public void Fit(DataLoader train, DataLoader? validation = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        StepsPerEpoch = train.StepsPerEpoch;
        (EndReason, Interrupted) = (null, false);
        Model.Train();
        training = BatchPass.Training(Model, forward, Options.Capture);
        Tell(c => c.OnStart(this));
        while (EpochsDone < Options.Epochs && EndReason is null)
        {
            Epoch = EpochsDone + 1;
            Tell(c => c.OnEpochStart(this));
            foreach (var batch in train.Epoch(Epoch, skip: StepInEpoch))
            {
                RunStep(batch);
                if (Interrupted)
                    break;
            }

            if (StepInEpoch < StepsPerEpoch)
                break;
            FinishEpoch(validation);
            Tell(c => c.OnEpochEnd(this));
        }

        Tell(c => c.OnEnd(this));
    }

    // Everything made in the scope goes back to the pool at the end of the step; what lives on is copied out as plain numbers.
    void RunStep(Batch batch)
    {
        using var scope = stepMemory.Open();
        Batch = batch;
        objective.Begin();
        Optimizer.Step(objective);
        Step++;
        StepInEpoch++;
        foreach (var callback in callbacks)
            callback.OnStep(this);
        Batch = null;
    }

    /// <summary>Loss and metrics on data, with the model as in use.</summary>
    public IReadOnlyDictionary<string, double> Evaluate(DataLoader data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ResetMeasures();
        ForEach(data, (batch, outcome) => Measure(outcome, batch));
        var figures = Figures();
        ResetMeasures();
        return figures;
    }

    /// <summary>
    /// Calls <paramref name="see"/> with each batch and what the model, as in use, makes of it; the tensors hold until the next batch. Then
    /// each layer is in the mode in which it was.
    /// </summary>
    public void ForEach(DataLoader data, Action<Batch, Outcome> see)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(see);
        evaluation ??= BatchPass.InUse(Model, forward, Options.Capture);
        evaluation.BeginRound();
        var captures = data.StepsPerEpoch >= LeastCaptured;
        using var inUse = Model.InMode(training: false);
        using var pause = Autograd.Pause();
        foreach (var batch in data.Epoch(0))
        {
            using var scope = new MemoryScope();
            see(batch, captures ? evaluation.Run(batch, Model.Step).Outcome : forward(batch));
        }
    }

    /// <summary>Ends training after the epoch under way, for a reason such as "no progress".</summary>
    public void Finish(string reason) => EndReason ??= reason;

    /// <summary>Stops after the step under way; a checkpoint written then can go on.</summary>
    public void Interrupt(string reason)
    {
        EndReason = reason;
        Interrupted = true;
    }

    /// <summary>The training loop with the callbacks in the order in which they are called.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        Line(0, $"fit {Options.Epochs} epochs", "OnStart");
        Line(1, "epoch", "OnEpochStart");
        Line(2, "batch → forward → loss → backward", "OnGradients");
        Line(2, $"step of {Optimizer.GetType().Name}, measure {string.Join(", ", Options.Metrics.Select(m => m.Name).Prepend("loss"))}", "OnStep");
        Line(1, "validation", "OnEpochEnd");
        Line(0, "end", "OnEnd");
        return text.ToString();

        void Line(int depth, string what, string at)
        {
            var called = callbacks.Where(c => c.Handles(at)).Select(c => c.ToString());
            text.Append(' ', 2 * depth).Append(what);
            if (called.Any())
                text.Append(" → ").AppendJoin(", ", called);
            text.Append('\n');
        }
    }

    internal void Restore(int epochsDone, int stepInEpoch, long step, Mean trainingLoss)
    {
        (EpochsDone, Epoch, StepInEpoch, Step, loss) = (epochsDone, epochsDone + 1, stepInEpoch, step, trainingLoss);
        Training = Figures();
    }

    internal Mean TrainingLoss => loss;

    internal Outcome Forward(Batch batch) => forward(batch);

    void Measure(Outcome outcome, Batch batch)
    {
        loss.Add(Number(outcome.Loss), batch.Count);
        if (outcome.Output is { } output)
            foreach (var metric in metrics)
                metric.Add(output, batch.Target);
    }

    void FinishEpoch(DataLoader? validation)
    {
        Training = Figures();
        ResetMeasures();
        Validation = validation is null ? null : Evaluate(validation);
        EpochsDone = Epoch;
        StepInEpoch = 0;
    }

    /// <summary>Means over the training batches of the epoch so far; a new dictionary each time.</summary>
    public IReadOnlyDictionary<string, double> Figures()
    {
        var figures = new Dictionary<string, double> { ["loss"] = loss.Value };
        foreach (var metric in metrics)
            figures[metric.Name] = metric.Value;
        return figures;
    }

    void ResetMeasures()
    {
        loss = default;
        foreach (var metric in metrics)
            metric.Reset();
    }

    void Tell(Action<Callback> what)
    {
        foreach (var callback in callbacks)
            what(callback);
    }

    /// <summary>The loss of the batch of the present step. The first evaluation is the one that is measured.</summary>
    sealed class StepObjective(Trainer trainer) : Objective
    {
        bool begun;

        public void Begin() => begun = false;

        public override Evaluation Evaluate(bool keepGraph = false)
        {
            var (batch, first) = (trainer.Batch!, !begun);
            begun = true;
            var (outcome, gradients) = first
                ? trainer.training!.Run(batch, trainer.Step, keepGraph)
                : trainer.training!.RunAgain(batch, trainer.Step, keepGraph);
            var number = Number(outcome.Loss);
            if (first)
                trainer.Loss = number;
            foreach (var callback in trainer.callbacks)
                callback.OnGradients(trainer, gradients!);
            if (first)
                trainer.Measure(outcome, batch);
            return new Evaluation(number, gradients!);
        }
    }

    static double Number(Tensor loss) => loss.Length == 1 && loss.DType == DType.Float32 ? loss.AsSpan<float>()[0] : loss.Item();
}
