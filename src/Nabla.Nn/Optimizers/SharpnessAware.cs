namespace Nabla.Nn;

/// <summary>
/// Sharpness-aware minimisation (Foret et al. 2021): the gradient is taken at p + ρ g / ‖g‖, the worst place nearby, and used at p. A step
/// computes the loss twice.
/// </summary>
public sealed class SharpnessAware : Optimizer
{
    // As the authors have it: keeps the quotient finite when all gradients are 0.
    const double Epsilon = 1e-12;

    readonly Parameter[] parameters;
    readonly Tensor?[] kept;        // where each was, while the loss is computed elsewhere
    readonly bool[] moved;
    readonly GradientOptimizer optimizer;
    readonly double rho;

    /// <summary>Sharpness-aware steps of another optimiser.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="optimizer">What makes the steps.</param>
    /// <param name="rho">ρ: how far away the worst place is looked for, above 0.</param>
    /// <exception cref="ArgumentException">ρ is not above 0, or the other optimiser takes the mean of several micro-batches.</exception>
    public SharpnessAware(Module model, GradientOptimizer optimizer, double rho = 0.05)
        : base(model)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Require(rho > 0, "rho must be above 0", rho);
        Require(optimizer.MicroBatches == 1, "a step must be made of one batch, not of micro-batches", optimizer.MicroBatches);
        (this.optimizer, this.rho) = (optimizer, rho);
        parameters = [.. model.Parameters().Select(p => p.Parameter)];
        (kept, moved) = (new Tensor?[parameters.Length], new bool[parameters.Length]);
    }

    /// <summary>The other optimiser's.</summary>
    public override double LearningRate
    {
        get => optimizer.LearningRate;
        set => optimizer.LearningRate = value;
    }

    /// <inheritdoc/>
    public override double Step(Objective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var (loss, here) = objective.Evaluate();
        MoveAway(here);
        try
        {
            here = objective.Evaluate().Gradients;
        }
        finally
        {
            MoveBack();
        }

        optimizer.Step(here);
        return loss;
    }

    /// <summary>The other optimiser's: nothing is kept from step to step beside it.</summary>
    public override IEnumerable<(string Name, Tensor Value)> SaveState() => optimizer.SaveState();

    /// <inheritdoc/>
    public override void LoadState(IReadOnlyDictionary<string, Tensor> saved) => optimizer.LoadState(saved);

    void MoveAway(Gradients gradients)
    {
        double squares = 0;
        foreach (var parameter in parameters)
            if (!parameter.Frozen && gradients.Find(parameter) is { } g)
                squares += g.Square().Sum().Item();
        var move = new Plus(rho / (Math.Sqrt(squares) + Epsilon));
        for (var i = 0; i < parameters.Length; i++)
        {
            var value = parameters[i].Value;
            moved[i] = !parameters[i].Frozen && gradients.Find(value) is not null;
            if (!moved[i])
                continue;
            if (kept[i]?.DType != value.DType)
                kept[i] = Tensor.EmptyLasting(value.Shape, value.DType);
            value.Device.Backend.Copy(value, kept[i]!);
            value.Device.Backend.Update(move, value, gradients.Find(value)!);
        }
    }

    void MoveBack()
    {
        for (var i = 0; i < parameters.Length; i++)
            if (moved[i])
                parameters[i].Load(kept[i]!);
    }
}
