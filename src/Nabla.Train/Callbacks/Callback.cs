namespace Nabla.Train.Callbacks;

/// <summary>
/// Something that happens beside the training itself. Override what is needed; the trainer calls the callbacks of each event in rising
/// <see cref="Order"/>, equal ones as listed, and <see cref="Trainer.Describe"/> prints that order.
/// </summary>
public abstract class Callback
{
    /// <summary>
    /// Its place among the callbacks: those that change the course come first, then what reports (50), then what saves (90).
    /// </summary>
    public virtual int Order => 0;

    /// <summary>Training begins or goes on.</summary>
    public virtual void OnStart(Trainer trainer)
    {
    }

    /// <summary>An epoch begins, or goes on in its middle.</summary>
    public virtual void OnEpochStart(Trainer trainer)
    {
    }

    /// <summary>
    /// The loss and its gradients are known; the optimiser has not yet acted on them. Once a step, but for optimisers that look at the loss
    /// at other parameters as well: they are told of each look, <see cref="Trainer.Loss"/> staying that of the first.
    /// </summary>
    public virtual void OnGradients(Trainer trainer, Gradients gradients)
    {
    }

    /// <summary>The optimiser has made a step.</summary>
    public virtual void OnStep(Trainer trainer)
    {
    }

    /// <summary>An epoch is finished and validated.</summary>
    public virtual void OnEpochEnd(Trainer trainer)
    {
    }

    /// <summary>Training is over, done or interrupted, not by an error.</summary>
    public virtual void OnEnd(Trainer trainer)
    {
    }

    /// <summary>What it must know to go on after a restart, by name, for a checkpoint.</summary>
    public virtual IEnumerable<(string Name, double Value)> Save() => [];

    /// <summary>Goes on from what <see cref="Save"/> gave.</summary>
    public virtual void Load(IReadOnlyDictionary<string, double> saved)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => GetType().Name;

    internal bool Handles(string what)
    {
        Delegate handler = what switch
        {
            nameof(OnStart) => (Action<Trainer>)OnStart,
            nameof(OnEpochStart) => (Action<Trainer>)OnEpochStart,
            nameof(OnGradients) => (Action<Trainer, Gradients>)OnGradients,
            nameof(OnStep) => (Action<Trainer>)OnStep,
            nameof(OnEpochEnd) => (Action<Trainer>)OnEpochEnd,
            _ => (Action<Trainer>)OnEnd,
        };
        return handler.Method.DeclaringType != typeof(Callback);
    }
}
