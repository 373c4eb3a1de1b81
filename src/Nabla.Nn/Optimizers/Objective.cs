namespace Nabla.Nn;

/// <summary>A loss and its gradients, at the values that the parameters had.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Gradients">Its gradients; they may be overwritten by the next evaluation.</param>
public readonly record struct Evaluation(double Loss, Gradients Gradients);

/// <summary>
/// What an optimiser makes small: a loss that can be computed again and again within one step, at whatever values the parameters have then.
/// </summary>
public abstract class Objective
{
    /// <summary>
    /// The loss and its gradients now, with the same random numbers, such as dropout masks, for all evaluations of a step.
    /// </summary>
    /// <param name="keepGraph">Whether the gradients are to be differentiated again.</param>
    public abstract Evaluation Evaluate(bool keepGraph = false);

    /// <summary>A loss of a model's parameters.</summary>
    /// <param name="model">Whose random numbers are drawn.</param>
    /// <param name="loss">Computes the loss.</param>
    public static Objective Of(Module model, Func<Tensor> loss)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        return new Computed(model, loss);
    }

    sealed class Computed(Module model, Func<Tensor> loss) : Objective
    {
        readonly long step = model.Step;

        public override Evaluation Evaluate(bool keepGraph = false)
        {
            model.Step = step;      // begins it anew: the same masks
            var value = loss();
            return new Evaluation(value.Item(), value.Backward(keepGraph: keepGraph));
        }
    }
}
