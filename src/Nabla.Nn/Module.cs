using System.Diagnostics.CodeAnalysis;

namespace Nabla.Nn;

/// <summary>
/// A part of a model: a layer, a block or the whole. Its parameters, buffers and inner modules are found by walking its properties;
/// nothing is registered. Write a sealed class that derives from <see cref="Module{TIn, TOut}"/>.
/// </summary>
[DynamicallyAccessedMembers(ModuleMembers.Kinds)]
public abstract class Module
{
    ModelState? state;

    /// <summary>Its place in the model, such as blocks.0.conv1; empty for the model itself.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Whether layers such as dropout and batch norm behave as in training; set for the whole model by Train and Eval.</summary>
    public bool Training => State.Training && !Frozen;

    /// <summary>Whether this part and all below it stay as they are: parameters are not trained, norms and dropout behave as in use.</summary>
    public bool Frozen
    {
        get;
        set
        {
            field = value;
            foreach (var part in Children())
                part.Module.Frozen = value;
            foreach (var (_, parameter) in ModuleMembers.Own<Parameter>(this))
                parameter.Frozen = value;
        }
    }

    internal ModelState State
    {
        get
        {
            if (state is null)
                Bind(new ModelState(), "", redraw: false);
            return state!;
        }
    }

    /// <summary>Random numbers of this layer at the present step, the same for the same seed, path and step.</summary>
    protected Rng Random() => new(State.Seed, Path, State.Step);

    /// <summary>The modules directly inside, with their names.</summary>
    public IEnumerable<(string Name, Module Module)> Children() => ModuleMembers.Own<Module>(this);

    /// <summary>This module and all inside it, outermost first, with their paths below this one.</summary>
    public IEnumerable<(string Path, Module Module)> Modules() =>
        Children().SelectMany(child => child.Module.Modules().Select(m => (Join(child.Name, m.Path), m.Module))).Prepend(("", this));

    /// <summary>All parameters with their paths, each once even if shared.</summary>
    public IReadOnlyList<(string Path, Parameter Parameter)> Parameters() => Collect<Parameter>();

    /// <summary>All buffers with their paths.</summary>
    public IReadOnlyList<(string Path, Buffer Buffer)> Buffers() => Collect<Buffer>();

    /// <summary>Number of trainable numbers, shared ones counted once.</summary>
    public long ParameterCount => Parameters().Sum(p => p.Parameter.Shape.Length);

    /// <summary>Draws all parameters anew from <paramref name="seed"/> and their paths, resets buffers, and makes this module the root.</summary>
    public void Initialize(ulong seed = 0) => Bind(new ModelState { Seed = seed, DType = state?.DType ?? DType.Float32 }, "", redraw: true);

    /// <summary>Layers behave as in training from here on.</summary>
    public void Train() => State.Training = true;

    /// <summary>Layers behave as in use from here on: no dropout, running statistics.</summary>
    public void Eval() => State.Training = false;

    /// <summary>Number of the training step; dropout masks follow from the seed, the layer's path and this number.</summary>
    public long Step
    {
        get => State.Step;
        set => State.Step = value;
    }

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

    /// <summary>Calls <paramref name="observer"/> with layer, input and output of each call of a layer, until the result is disposed.</summary>
    public IDisposable Observe(Action<Module, object?, object?> observer)
    {
        State.Observer += observer;
        return new Observation(State, observer);
    }

    internal void Bind(ModelState owner, string path, bool redraw)
    {
        foreach (var (below, module) in Modules())
        {
            if (module.state is not null && !redraw)
                continue;
            module.state = owner;
            module.Path = Join(path, below);
        }

        foreach (var (below, parameter) in Parameters())
        {
            if (parameter.Path.Length > 0 && !redraw)
                continue;
            parameter.Bind(owner, Join(path, below));
            if (redraw)
                parameter.Draw(owner.Seed, owner.DType);
        }

        if (redraw)
            foreach (var (_, buffer) in Buffers())
                buffer.Reset();
    }

    List<(string, T)> Collect<T>() where T : class
    {
        var found = new List<(string, T)>();
        var seen = new HashSet<T>(ReferenceEqualityComparer.Instance);
        foreach (var (path, module) in Modules())
            foreach (var (name, value) in ModuleMembers.Own<T>(module))
                if (seen.Add(value))
                    found.Add((Join(path, name), value));
        return found;
    }

    internal static string Join(string outer, string inner) =>
        outer.Length == 0 ? inner : inner.Length == 0 ? outer : $"{outer}.{inner}";

    sealed class Observation(ModelState state, Action<Module, object?, object?> observer) : IDisposable
    {
        public void Dispose() => state.Observer -= observer;
    }
}

/// <summary>A module that makes a <typeparamref name="TOut"/> of a <typeparamref name="TIn"/>; both are tensors, or tuples of them.</summary>
public abstract class Module<TIn, TOut> : Module
{
    /// <summary>The output for an input. Errors inside name the path of the layer.</summary>
    public TOut Call(TIn input)
    {
        var state = State;
        try
        {
            var output = Forward(input);
            state.Observer?.Invoke(this, input, output);
            return output;
        }
        catch (ShapeException e) when (e.LayerPath is null && Path.Length > 0)
        {
            throw e.At(Path);
        }
    }

    /// <summary>The output as in use: without dropout, with running statistics, and without remembering anything for gradients.</summary>
    public TOut Predict(TIn input)
    {
        var (state, before) = (State, State.Training);
        state.Training = false;
        try
        {
            using (Autograd.Pause())
                return Call(input);
        }
        finally
        {
            state.Training = before;
        }
    }

    /// <summary>What the module computes; written by who makes a layer, called through <see cref="Call"/>.</summary>
    protected abstract TOut Forward(TIn input);
}
