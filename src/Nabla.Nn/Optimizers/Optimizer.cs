namespace Nabla.Nn;

/// <summary>
/// Changes parameters against their gradients. A kind of optimiser says what one parameter does in one step; which parameters there are,
/// their state, and saving it are the same for all.
/// </summary>
public abstract class Optimizer
{
    readonly Module model;
    readonly Slot[] slots;

    /// <summary>An optimiser of all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step, at least 0.</param>
    protected Optimizer(Module model, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(model);
        Require(learningRate >= 0, "the learning rate must be at least 0", learningRate);
        this.model = model;
        slots = [.. model.Parameters().Select(p => new Slot(p.Path, p.Parameter))];
        LearningRate = learningRate;
    }

    /// <summary>Size of a step; a schedule may change it between steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>Number of steps done.</summary>
    public long Steps { get; private set; }

    /// <summary>Tensors of state kept for each parameter, 0 … 3, first zeros.</summary>
    protected abstract int StateCount { get; }

    /// <summary>One step for every parameter that is not frozen and that the loss depends on; the model's step number goes on by one.</summary>
    public void Step(Gradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Steps++;
        long begun = 0;
        foreach (var slot in slots)
        {
            if (slot.Parameter.Frozen || gradients.Find(slot.Parameter) is not { } gradient)
                continue;
            var state = slot.StateOf(StateCount);
            if (++slot.Steps != begun)
                Begin(begun = slot.Steps);
            Update(slot.Parameter, gradient, state);
        }

        model.Step = Steps;
    }

    /// <summary>
    /// Works out what is the same for all parameters in their step number <paramref name="step"/> = 1, 2, …, such as bias corrections.
    /// A parameter that the loss did not depend on in some steps counts only its own.
    /// </summary>
    protected abstract void Begin(long step);

    /// <summary>One step of one parameter, in place.</summary>
    protected abstract void Update(Tensor parameter, Tensor gradient, Tensor[] state);

    /// <summary>State by name, for a checkpoint: the number of steps and for each parameter its own, and its tensors as "path.number".</summary>
    public IEnumerable<(string Name, Tensor Value)> SaveState()
    {
        yield return ("steps", Tensor.Of(Steps).Squeeze(0));
        foreach (var slot in slots.Where(s => s.State.Length > 0 || s.Steps > 0))
        {
            yield return ($"{slot.Path}.steps", Tensor.Of(slot.Steps).Squeeze(0));
            for (var i = 0; i < slot.State.Length; i++)
                yield return ($"{slot.Path}.{i}", slot.State[i]);
        }
    }

    /// <summary>Restores what <see cref="SaveState"/> gave; parameters without saved state begin anew.</summary>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape; nothing has been changed then.</exception>
    public void LoadState(IReadOnlyDictionary<string, Tensor> saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        Tensor Saved(string name, Shape shape) => saved.TryGetValue(name, out var value) && value.Shape == shape
            ? value
            : throw new ArgumentException($"{GetType().Name}: the saved state has no tensor {name} of shape {shape}.");

        var steps = (long)Saved("steps", Shape.Scalar).Item();
        var found = slots.Where(s => saved.ContainsKey($"{s.Path}.steps")).ToDictionary(s => s, s => (
            Steps: (long)Saved($"{s.Path}.steps", Shape.Scalar).Item(),
            State: Enumerable.Range(0, StateCount).Select(i => Saved($"{s.Path}.{i}", s.Parameter.Shape)).ToArray()));
        foreach (var slot in slots)
        {
            slot.Steps = found.TryGetValue(slot, out var from) ? from.Steps : 0;
            var state = slot.StateOf(StateCount);
            for (var i = 0; i < state.Length; i++)
                if (from.State is null)
                    state[i].Device.Backend.Fill(state[i], 0);
                else
                    state[i].Device.Backend.Copy(from.State[i], state[i]);
        }

        Steps = model.Step = steps;
    }

    /// <summary>A setting is in its range, or an error says which is not.</summary>
    private protected void Require(bool holds, string what, double got)
    {
        if (!holds)
            throw new ArgumentException($"{GetType().Name}: {what}, got {got}.");
    }

    sealed class Slot(string path, Parameter parameter)
    {
        public string Path => path;

        public Parameter Parameter => parameter;

        public long Steps { get; set; }

        public Tensor[] State { get; private set; } = [];

        // Made when first needed, and anew in another type if the model has been converted since.
        public Tensor[] StateOf(int count)
        {
            if (State.Length == count && (count == 0 || State[0].DType == parameter.Value.DType))
                return State;
            var old = State;
            State = new Tensor[count];
            for (var i = 0; i < count; i++)
            {
                State[i] = Tensor.EmptyLasting(parameter.Shape, parameter.Value.DType);
                if (old.Length == count)
                    State[i].Device.Backend.Copy(old[i], State[i]);
                else
                    State[i].Device.Backend.Fill(State[i], 0);
            }

            return State;
        }
    }
}
