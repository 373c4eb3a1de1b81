namespace Nabla.Nn;

/// <summary>
/// Changes parameters against their gradients. A kind of optimiser says what one parameter does in one step; which parameters there are,
/// their state, and saving it are the same for all.
/// </summary>
public abstract class GradientOptimizer : Optimizer
{
    readonly Module model;
    readonly Slot[] slots;
    readonly double weightDecay;
    readonly ParameterGroup rest;
    ParameterGroup group = ParameterGroup.All;     // of the parameter at work
    long received;

    /// <summary>An optimiser of all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Size of a step, at least 0.</param>
    /// <param name="weightDecay">What the kind of optimiser makes of it, at least 0.</param>
    /// <param name="rest">Parameters with a rule of their own; its factor and decay hold beside those of <see cref="Groups"/>.</param>
    protected GradientOptimizer(Module model, double learningRate, double weightDecay = 0, ParameterGroup? rest = null)
        : base(model)
    {
        Require(learningRate >= 0, "the learning rate must be at least 0", learningRate);
        Require(weightDecay >= 0, "the weight decay must be at least 0", weightDecay);
        (this.model, this.weightDecay, this.rest) = (model, weightDecay, rest ?? ParameterGroup.None);
        Require(this.rest);
        slots = [.. model.Parameters().Select(p => new Slot(p.Path, p.Parameter) { Group = GroupOf(p.Parameter) })];
        LearningRate = learningRate;
    }

    /// <inheritdoc/>
    public sealed override double LearningRate { get; set; }

    /// <summary>Parameters with a learning rate or weight decay of their own.</summary>
    /// <exception cref="ArgumentException">A factor or a decay is below 0.</exception>
    public IReadOnlyList<ParameterGroup> Groups
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var one in value)
                Require(one);
            field = value;
            foreach (var slot in slots)
                slot.Group = GroupOf(slot.Parameter);
        }
    } = [];

    /// <summary>
    /// How many calls of <see cref="Step(Gradients)"/> make one step, at least 1: the parameters change in the last of them, by the mean of
    /// the gradients, which is what one batch of all their samples would have given.
    /// </summary>
    /// <exception cref="ArgumentException">The number is below 1.</exception>
    public int MicroBatches
    {
        get;
        init
        {
            Require(value >= 1, "the number of micro-batches must be at least 1", value);
            field = value;
        }
    } = 1;

    /// <summary>Number of steps done.</summary>
    public long Steps { get; private set; }

    /// <summary>The learning rate of the parameter at work.</summary>
    protected double Rate => LearningRate * group.RateFactor;

    /// <summary>The weight decay of the parameter at work.</summary>
    protected double Decay => group.WeightDecay ?? weightDecay;

    /// <summary>Tensors of state kept for each parameter, 0 … 3; see <see cref="StateShapes"/>.</summary>
    protected virtual int StateCount => 0;

    /// <summary>Shapes of the tensors of state of a parameter: <see cref="StateCount"/> times its own unless overridden.</summary>
    protected virtual Shape[] StateShapes(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return [.. Enumerable.Repeat(parameter.Shape, StateCount)];
    }

    /// <summary>What a tensor of state is filled with at first; 0 unless overridden.</summary>
    protected virtual double StateStart(int number) => 0;

    /// <summary>
    /// One step for every parameter that is not frozen and that the loss depends on; the model's step number goes on by one.
    /// </summary>
    public void Step(Gradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        var due = ++received % MicroBatches == 0;
        if (due)
            Steps++;
        long begun = 0;
        foreach (var slot in slots)
        {
            if (slot.Parameter.Frozen)
                continue;
            var gradient = gradients.Find(slot.Parameter);
            if (MicroBatches > 1)
                gradient = slot.Mean(gradient, MicroBatches, due);
            if (!due || gradient is null)
                continue;
            var state = StateOf(slot);
            if (++slot.Steps != begun || slot.Group != group)
            {
                group = slot.Group;
                Begin(begun = slot.Steps);
            }

            Update(slot.Parameter, gradient, state);
        }

        model.Step = received;
    }

    /// <inheritdoc/>
    public sealed override double Step(Objective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var (loss, gradients) = objective.Evaluate();
        Step(gradients);
        return loss;
    }

    /// <summary>
    /// Works out what is the same for all parameters of a group in their step number <paramref name="step"/> = 1, 2, …, such as bias
    /// corrections; nothing unless overridden. A parameter that the loss did not depend on in some steps counts only its own.
    /// </summary>
    protected virtual void Begin(long step)
    {
    }

    /// <summary>One step of one parameter, in place.</summary>
    protected abstract void Update(Tensor parameter, Tensor gradient, Tensor[] state);

    /// <summary>
    /// State by name, for a checkpoint: the number of steps and for each parameter its own, and its tensors as "path.number".
    /// </summary>
    public sealed override IEnumerable<(string Name, Tensor Value)> SaveState()
    {
        yield return ("steps", Tensor.Of(Steps).Squeeze(0));
        if (MicroBatches > 1)
            yield return ("received", Tensor.Of(received).Squeeze(0));
        foreach (var slot in slots.Where(s => s.Sum is not null))
            yield return ($"{slot.Path}.sum", slot.Sum!);
        foreach (var slot in slots.Where(s => s.State is { Length: > 0 } || s.Steps > 0))
        {
            yield return ($"{slot.Path}.steps", Tensor.Of(slot.Steps).Squeeze(0));
            for (var i = 0; i < slot.State?.Length; i++)
                yield return ($"{slot.Path}.{i}", slot.State[i]);
        }
    }

    /// <summary>Restores what <see cref="SaveState"/> gave; parameters without saved state begin anew.</summary>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape; nothing has been changed then.</exception>
    public sealed override void LoadState(IReadOnlyDictionary<string, Tensor> saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        var steps = (long)Saved(saved, "steps", Shape.Scalar).Item();
        var found = slots.Where(s => saved.ContainsKey($"{s.Path}.steps")).ToDictionary(s => s, s => (
            Steps: (long)Saved(saved, $"{s.Path}.steps", Shape.Scalar).Item(),
            State: StateShapes(s.Parameter).Select((shape, i) => Saved(saved, $"{s.Path}.{i}", shape)).ToArray()));
        var sums = slots.Where(s => saved.ContainsKey($"{s.Path}.sum"))
            .ToDictionary(s => s, s => Saved(saved, $"{s.Path}.sum", s.Parameter.Shape));
        foreach (var slot in slots)
        {
            slot.Steps = found.TryGetValue(slot, out var from) ? from.Steps : 0;
            if (MicroBatches > 1)
                slot.Restart(sums.GetValueOrDefault(slot));
            var state = StateOf(slot);
            for (var i = 0; i < state.Length; i++)
                if (from.State is null)
                    state[i].Device.Backend.Fill(state[i], StateStart(i));
                else
                    state[i].Device.Backend.Copy(from.State[i], state[i]);
        }

        (Steps, received) = (steps, saved.TryGetValue("received", out var calls) ? (long)calls.Item() : steps);
        model.Step = received;
    }

    /// <summary>Whether a parameter has the rule of the rest.</summary>
    private protected bool IsRest(Parameter parameter) => rest.Holds(parameter);

    /// <summary>Memories in their ranges, or an error says which is not.</summary>
    private protected Moments RequireMoments(double beta1, double beta2, double epsilon)
    {
        Require(beta1 is >= 0 and < 1, "beta1 must be in [0, 1)", beta1);
        Require(beta2 is >= 0 and < 1, "beta2 must be in [0, 1)", beta2);
        Require(epsilon >= 0, "epsilon must be at least 0", epsilon);
        return new Moments(beta1, beta2, epsilon);
    }

    void Require(ParameterGroup one)
    {
        Require(one.RateFactor >= 0, "a group's factor of the learning rate must be at least 0", one.RateFactor);
        Require(!(one.WeightDecay < 0), "a group's weight decay must be at least 0", one.WeightDecay ?? 0);
    }

    ParameterGroup GroupOf(Parameter parameter)
    {
        var outer = rest.Holds(parameter) ? rest : ParameterGroup.All;
        return Groups.FirstOrDefault(g => g.Holds(parameter)) is { } own
            ? own with { RateFactor = own.RateFactor * outer.RateFactor, WeightDecay = own.WeightDecay ?? outer.WeightDecay }
            : outer;
    }

    // Made when first needed, and anew in another type if the model has been converted since.
    Tensor[] StateOf(Slot slot)
    {
        var dtype = slot.Parameter.Value.DType;
        if (slot.State is { } state && (state.Length == 0 || state[0].DType == dtype))
            return state;
        var (old, shapes) = (slot.State, StateShapes(slot.Parameter));
        slot.State = new Tensor[shapes.Length];
        for (var i = 0; i < shapes.Length; i++)
        {
            var made = slot.State[i] = Tensor.EmptyLasting(shapes[i], dtype);
            if (old is not null)
                made.Device.Backend.Copy(old[i], made);
            else
                made.Device.Backend.Fill(made, StateStart(i));
        }

        return slot.State;
    }

    sealed class Slot(string path, Parameter parameter)
    {
        Tensor? sum;
        bool holdsSum;

        public string Path => path;

        public Parameter Parameter => parameter;

        public required ParameterGroup Group { get; set; }

        public long Steps { get; set; }

        public Tensor[]? State { get; set; }

        /// <summary>The sum of the gradients of the micro-batches so far, each divided by their number; null if there are none.</summary>
        public Tensor? Sum => holdsSum ? sum : null;

        /// <summary>
        /// Takes a gradient, if there is one; once all have been taken, their mean, which may be changed until the next is taken.
        /// </summary>
        public Tensor? Mean(Tensor? gradient, int count, bool due)
        {
            if (gradient is not null)
            {
                if (!holdsSum)
                    Restart(from: null);
                sum!.Device.Backend.Update(new Plus(1.0 / count), sum, gradient);
                holdsSum = true;
            }

            var mean = Sum;
            holdsSum &= !due;
            return mean;
        }

        /// <summary>Goes on with a sum, or with none.</summary>
        public void Restart(Tensor? from)
        {
            holdsSum = from is not null;
            if (sum?.DType != parameter.Value.DType)
                sum = Tensor.EmptyLasting(parameter.Shape, parameter.Value.DType);
            if (from is null)
                sum.Device.Backend.Fill(sum, 0);
            else
                sum.Device.Backend.Copy(from, sum);
        }
    }
}
