namespace Nabla.Nn;

/// <summary>
/// Changes parameters against their gradients. A kind of optimiser says what one parameter does in one step; which parameters there are,
/// their state, and saving it are the same for all.
/// </summary>
public abstract class Optimizer
{
    readonly List<(string Path, Parameter Parameter)> parameters;
    readonly Dictionary<Parameter, Tensor[]> states = [];

    /// <summary>An optimiser of all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step, above 0.</param>
    protected Optimizer(Module model, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!(learningRate >= 0))
            throw new ArgumentException($"{GetType().Name}: the learning rate must be at least 0, got {learningRate}.");
        parameters = [.. model.Parameters()];
        LearningRate = learningRate;
    }

    /// <summary>Size of a step; a schedule may change it between steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>Number of steps done.</summary>
    public long Steps { get; private set; }

    /// <summary>Tensors of state kept for each parameter, 0 … 3, first zeros.</summary>
    protected abstract int StateCount { get; }

    /// <summary>One step for every parameter that is not frozen and that the loss depends on.</summary>
    public void Step(Gradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Steps++;
        Begin();
        foreach (var (_, parameter) in parameters)
            if (!parameter.Frozen && gradients.Find(parameter) is { } gradient)
                Update(parameter, gradient, StateOf(parameter));
    }

    /// <summary>Works out what is the same for all parameters of a step, such as bias corrections.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>One step of one parameter, in place.</summary>
    protected abstract void Update(Tensor parameter, Tensor gradient, Tensor[] state);

    /// <summary>State by "path.number", for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Value)> SaveState() =>
        from p in parameters
        from i in Enumerable.Range(0, StateCount)
        select ($"{p.Path}.{i}", StateOf(p.Parameter)[i]);

    /// <summary>Restores what <see cref="SaveState"/> gave.</summary>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape.</exception>
    public void LoadState(IReadOnlyDictionary<string, Tensor> saved, long steps)
    {
        ArgumentNullException.ThrowIfNull(saved);
        Steps = steps;
        foreach (var (path, parameter) in parameters)
            for (var i = 0; i < StateCount; i++)
            {
                var state = StateOf(parameter)[i];
                if (!saved.TryGetValue($"{path}.{i}", out var value) || value.Shape != state.Shape)
                    throw new ArgumentException($"{GetType().Name}: the saved state has no tensor {path}.{i} of shape {state.Shape}.");
                state.Device.Backend.Copy(value, state);
            }
    }

    Tensor[] StateOf(Parameter parameter)
    {
        if (states.TryGetValue(parameter, out var state))
            return state;
        state = new Tensor[StateCount];
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = Tensor.EmptyLasting(parameter.Shape, parameter.Value.DType);
            state[i].Device.Backend.Fill(state[i], 0);
        }

        return states[parameter] = state;
    }
}
