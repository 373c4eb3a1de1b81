namespace Nabla.Nn;

/// <summary>
/// Sharpness-aware minimisation (Foret et al. 2021): the gradient is taken at p + ρ g / ‖g‖, the worst place nearby, and used at p. A step
/// computes the loss twice.
/// </summary>
public sealed class SharpnessAware
{
    // As the authors have it: keeps the quotient finite when all gradients are 0.
    const double Epsilon = 1e-12;

    readonly Module model;
    readonly Optimizer optimizer;
    readonly double rho;

    /// <summary>Sharpness-aware steps of another optimiser.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="optimizer">What makes the steps.</param>
    /// <param name="rho">ρ: how far away the worst place is looked for, above 0.</param>
    /// <exception cref="ArgumentException">ρ is not above 0.</exception>
    public SharpnessAware(Module model, Optimizer optimizer, double rho = 0.05)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (!(rho > 0))
            throw new ArgumentException($"SharpnessAware: rho must be above 0, got {rho}.");
        (this.model, this.optimizer, this.rho) = (model, optimizer, rho);
    }

    /// <summary>One step.</summary>
    /// <param name="loss">Computes the loss of the batch; called twice.</param>
    /// <returns>The loss before the step.</returns>
    public double Step(Func<Tensor> loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var before = loss();
        var value = before.Item();
        var here = before.Backward();
        var moved = model.Parameters().Where(p => !p.Parameter.Frozen).Select(p => (p.Parameter, Gradient: here.Find(p.Parameter)))
            .Where(p => p.Gradient is not null).Select(p => (p.Parameter, Gradient: p.Gradient!, Kept: Norms.Copied(p.Parameter))).ToArray();
        var norm = Math.Sqrt(moved.Sum(p => Math.Pow(Norms.Of(p.Gradient), 2)));
        foreach (var (parameter, gradient, _) in moved)
            parameter.Value.Device.Backend.Update(new Plus(rho / (norm + Epsilon)), parameter.Value, gradient);
        var step = model.Step;
        model.Step = step;      // the same masks again
        var there = loss().Backward();
        foreach (var (parameter, _, kept) in moved)
            parameter.Load(kept);
        optimizer.Step(there);
        return value;
    }
}
