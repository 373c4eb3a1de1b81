namespace Nabla.Nn;

/// <summary>
/// Changes the parameters of a model so that a loss falls. Most kinds want the gradients of a loss once a step: they are
/// <see cref="GradientOptimizer"/>s. The others look at the loss at other parameters as well before they decide.
/// </summary>
/// <example><code>
/// var optimizer = new Lbfgs(model);
/// for (var step = 0; step &lt; 20; step++)
///     optimizer.Step(() => model.Call(x).CrossEntropy(y));
/// </code></example>
public abstract class Optimizer
{
    readonly Module model;

    /// <summary>An optimiser of all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <exception cref="ArgumentException">A <see cref="Deferred"/> layer is not made yet.</exception>
    protected Optimizer(Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (path, module) in model.Modules())
            if (module is Deferred { Layer: null })
                throw new ArgumentException($"{GetType().Name}: the layer {path} is not made yet; call the model, or Summary.Of, before.");
        this.model = model;
    }

    /// <summary>Size of a step; a schedule may change it between steps.</summary>
    public abstract double LearningRate { get; set; }

    /// <summary>One step.</summary>
    /// <param name="objective">The loss at whatever values the parameters have when it is asked.</param>
    /// <returns>The loss before the step.</returns>
    public abstract double Step(Objective objective);

    /// <summary>One step.</summary>
    /// <param name="loss">
    /// Computes the loss; called as often as the kind of optimiser needs it, with the same random numbers each time.
    /// </param>
    /// <returns>The loss before the step.</returns>
    public double Step(Func<Tensor> loss) => Step(Objective.Of(model, loss));

    /// <summary>What it must know to go on after a restart, by name, for a checkpoint.</summary>
    public abstract IEnumerable<(string Name, Tensor Value)> SaveState();

    /// <summary>Restores what <see cref="SaveState"/> gave.</summary>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape; nothing has been changed then.</exception>
    public abstract void LoadState(IReadOnlyDictionary<string, Tensor> saved);

    /// <summary>A setting is in its range, or an error says which is not.</summary>
    private protected void Require(bool holds, string what, double got)
    {
        if (!holds)
            throw new ArgumentException($"{GetType().Name}: {what}, got {got}.");
    }

    /// <summary>A tensor of a saved state, or an error that says what is there in its place.</summary>
    private protected Tensor Saved(IReadOnlyDictionary<string, Tensor> saved, string name, Shape shape) =>
        SavedState.Find(GetType().Name, saved, name, shape);
}
