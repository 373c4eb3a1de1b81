using System.Diagnostics.CodeAnalysis;

namespace Nabla.Nn;

/// <summary>
/// A part of a model: a layer, a block or the whole. Its parameters, buffers and inner modules are found by walking its properties;
/// nothing is registered. Write a sealed class that derives from <see cref="Module{TIn, TOut}"/>.
/// </summary>
[DynamicallyAccessedMembers(ModuleMembers.Kinds)]
public abstract partial class Module
{
    // A scope of the thread, so that several threads may predict with one model while it stays in training mode.
    [ThreadStatic] static bool predicting;

    ModelState? state;
    bool training = true;
    long drawnInStep = -1;     // among those begun
    int drawings;

    /// <summary>Its place in the model, such as blocks.0.conv1; empty for the model itself and until the model is first used.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Whether layers such as dropout and batch norm behave as in training: set by Train and Eval, never inside Predict.</summary>
    public bool Training => training && !Frozen && !predicting;

    /// <summary>
    /// Whether this part and all below it stay as they are: parameters are not trained, norms and dropout behave as in use.
    /// </summary>
    public bool Frozen
    {
        get;
        set
        {
            field = value;
            foreach (var (_, inner) in Children())
                inner.Frozen = value;
            foreach (var (_, parameter) in ModuleMembers.Own<Parameter>(this))
                parameter.Frozen = value;
        }
    }

    /// <summary>Number of the training step; dropout masks follow from the seed, the layer's path and this number. Optimisers count it. Setting it,
    /// even to the same number, begins the step: its first masks are drawn again.</summary>
    public long Step
    {
        get => State.Step;
        set => State.Step = value;
    }

    /// <summary>The modules directly inside, with their names.</summary>
    public IEnumerable<(string Name, Module Module)> Children() => ModuleMembers.Own<Module>(this);

    /// <summary>This module and all inside it, outermost first, with their paths below this one; each once even if used twice.</summary>
    public IReadOnlyList<(string Path, Module Module)> Modules() => [.. Places("", []).DistinctBy(m => m.Module)];

    /// <summary>All parameters with their paths, each once even if shared; not the weights that are computed from others.</summary>
    public IReadOnlyList<(string Path, Parameter Parameter)> Parameters()
    {
        _ = State;
        return [.. Members<Parameter>().DistinctBy(p => p.Member)];
    }

    /// <summary>All buffers with their paths.</summary>
    public IReadOnlyList<(string Path, Buffer Buffer)> Buffers() => [.. Members<Buffer>().DistinctBy(b => b.Member)];

    /// <summary>Number of trainable numbers, shared ones counted once.</summary>
    public long ParameterCount => Parameters().Sum(p => p.Parameter.Shape.Length);

    /// <summary>
    /// Draws all parameters anew from <paramref name="seed"/> and their paths, sets buffers to their first values, begins at step 0,
    /// and makes this module the root.
    /// </summary>
    public void Initialize(ulong seed = 0)
    {
        Bind(new ModelState(this) { Seed = seed, DType = State.DType }, anew: true);
        foreach (var (_, buffer) in Buffers())
            buffer.Reset();
    }

    /// <summary>Layers behave as in training from here on, those inside too, except frozen ones.</summary>
    public void Train() => SetTraining(true);

    /// <summary>Layers behave as in use from here on: no dropout, running statistics.</summary>
    public void Eval() => SetTraining(false);

    /// <summary>All layers behave as in training, or as in use, until the result is disposed; then each as before.</summary>
    internal ModeScope InMode(bool training) => new(this, training);

    /// <summary>Converts all parameters and buffers.</summary>
    /// <exception cref="ArgumentException">Not a floating-point type.</exception>
    public void To(DType dtype)
    {
        if (!dtype.IsFloating())
            throw new ArgumentException($"A model's parameters are float32 or float64, not {dtype.Name()}.");
        State.DType = dtype;
        foreach (var (_, parameter) in Parameters())
            parameter.Convert(dtype);
        foreach (var (_, buffer) in Buffers())
            buffer.Convert(dtype);
    }

    /// <summary>
    /// Calls <paramref name="observer"/> with layer, input and output of each call of a layer, until the result is disposed.
    /// </summary>
    public IDisposable Observe(Action<Module, object?, object?> observer) => Watch(_ => { }, observer);

    /// <summary>As <see cref="Observe"/>, and calls <paramref name="entering"/> before a layer computes.</summary>
    internal IDisposable Watch(Action<Module> entering, Action<Module, object?, object?> leaving)
    {
        _ = State;
        return new Observation(this, entering, leaving);
    }

    /// <summary>
    /// Random numbers for one call of this layer: the same for the same seed, path, step and number of the call within the step, so a
    /// run that goes on from a checkpoint draws what it would have drawn.
    /// </summary>
    protected Rng Random()
    {
        if (Device.ShapesOnly)
            return new Rng(State.Seed);      // nothing is drawn, so nothing is counted
        if (Recomputation.Running)
            return new Rng(State.Seed);      // gives the keys of the first run, which have been counted
        drawings = drawnInStep == State.StepsBegun ? drawings + 1 : 0;
        drawnInStep = State.StepsBegun;
        return new Rng(State.Seed, drawings == 0 ? Path : $"{Path}#{drawings}", State.Step);
    }

    internal ModelState State
    {
        get
        {
            if (state is null)
                Bind(new ModelState(this), anew: false);
            return state!;
        }
    }

    /// <summary>Told of each call of this layer: the layer, its input and its output.</summary>
    private protected Action<Module, object?, object?>? Observer { get; private set; }

    /// <summary>Told of each call of this layer before it begins.</summary>
    private protected Action<Module>? Entering { get; private set; }

    /// <summary>Whether somebody is told of each call, which a replay does not make.</summary>
    internal bool IsObserved => Observer is not null;

    /// <summary>
    /// All parameters or buffers, but weights that are computed from others; one that is used in several places appears with each of its
    /// names.
    /// </summary>
    internal IEnumerable<(string Path, T Member)> Members<T>() where T : class =>
        from m in Places("", [])
        from own in ModuleMembers.Own<T>(m.Module)
        where own.Value is not Parameter { Source: not null }
        select (Join(m.Path, own.Name), own.Value);

    // This module and all inside it, with each of their paths; one that holds itself is not entered again.
    IEnumerable<(string Path, Module Module)> Places(string path, Stack<Module> around)
    {
        if (around.Contains(this))
            yield break;
        yield return (path, this);
        around.Push(this);
        foreach (var (name, inner) in Children())
            foreach (var place in inner.Places(Join(path, name), around))
                yield return place;
        around.Pop();
    }

    // What is in no model yet, or was a model by itself and is now part of this one, takes its place here; a part of another model stays
    // there.
    void Bind(ModelState owner, bool anew)
    {
        var modules = Modules();
        var roots = new HashSet<Module>(modules.Select(m => m.Module), ReferenceEqualityComparer.Instance);
        foreach (var (path, module) in modules)
        {
            if (!anew && module.state is { } other && !roots.Contains(other.Root))
                continue;
            (module.state, module.Path, module.drawnInStep) = (owner, path, -1);
            foreach (var (name, parameter) in ModuleMembers.Own<Parameter>(module))
                if (parameter.State != owner && (anew || parameter.State is null || roots.Contains(parameter.State.Root)))
                    parameter.Bind(owner, Join(path, name), anew);
        }
    }

    /// <summary>
    /// Takes in a module that was made while the model was in use: it behaves, is observed and draws as if it had always been there.
    /// </summary>
    private protected void Adopt(Module inner)
    {
        State.Root.Bind(State, anew: false);
        inner.Frozen |= Frozen;
        foreach (var (_, module) in inner.Modules())
            (module.training, module.Entering, module.Observer) = (training, Entering, Observer);
    }

    void SetTraining(bool value)
    {
        foreach (var (_, module) in Modules())
            module.training = value;
    }

    internal static string Join(string outer, string inner) =>
        outer.Length == 0 ? inner : inner.Length == 0 ? outer : $"{outer}.{inner}";
}

/// <summary>
/// A module that makes a <typeparamref name="TOut"/> of a <typeparamref name="TIn"/>; both are tensors, or tuples of them.
/// </summary>
public abstract class Module<TIn, TOut> : Module
{
    /// <summary>The output for an input. Errors inside name the path of the layer.</summary>
    public TOut Call(TIn input)
    {
        _ = State;
        Entering?.Invoke(this);
        try
        {
            var output = Forward(input);
            Observer?.Invoke(this, input, output);
            return output;
        }
        catch (ShapeException e) when (e.LayerPath is null && Path.Length > 0)
        {
            throw e.At(Path);
        }
    }

    /// <summary>
    /// The output as in use: without dropout, with running statistics, and without remembering anything for gradients. Several threads
    /// may call it at once.
    /// </summary>
    public TOut Predict(TIn input)
    {
        using (new Prediction())
            return Call(input);
    }

    /// <summary>As <see cref="Predict"/>, but gradients can be asked for.</summary>
    internal TOut CallAsInUse(TIn input)
    {
        using (new Prediction())
        using (Autograd.Resume())
            return Call(input);
    }

    /// <summary>What the module computes; written by who makes a layer, called through <see cref="Call"/>.</summary>
    protected abstract TOut Forward(TIn input);
}
