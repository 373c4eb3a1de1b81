namespace Nabla.Nn;

/// <summary>One call of a layer in a dry run.</summary>
/// <param name="layer">Who was called.</param>
/// <param name="begin">Number of kernel calls before it.</param>
sealed class LayerCall(Module layer, int begin)
{
    public Module Layer => layer;

    public int Begin => begin;

    /// <summary>Number of kernel calls when it returned.</summary>
    public int End { get; set; } = int.MaxValue;

    /// <summary>What it gave, if that was a tensor.</summary>
    public Tensor? Output { get; set; }

    /// <summary>Whether it is made of other layers; its own kernel calls are then steps of their own.</summary>
    public bool IsContainer { get; } = layer.Children().Any();
}

/// <summary>
/// A step of a forward pass: the call of a layer, or what a container computes itself, such as the sum of a residual block.
/// </summary>
/// <param name="Layer">The layer, or the container around the kernels.</param>
/// <param name="Name">Name of the kernels of a container; null for the call of a layer.</param>
/// <param name="Calls">Numbers of its kernel calls; none for the call of a container, which stands before what it is made of.</param>
/// <param name="Output">What it gives, if that is a tensor.</param>
sealed record DryStep(LayerCall Layer, string? Name, List<int> Calls, Tensor? Output)
{
    public bool IsContainer => Name is null && Layer.IsContainer;
}

/// <summary>
/// A forward pass, and if wanted a backward pass, that computes nothing: tensors have shapes but no memory, kernel calls are only written
/// down. So models of any size can be looked at, those of users included, and what is found is what runs.
/// </summary>
sealed class DryRun
{
    readonly List<LayerCall> layers = [];
    readonly Recording recording = new(kernels: null);
    readonly HashSet<Storage> constants = [];

    DryRun()
    {
    }

    /// <summary>All kernel calls, those of the backward pass behind those of the forward pass.</summary>
    public IReadOnlyList<KernelCall> Calls => recording.Calls;

    /// <summary>Number of kernel calls of the forward pass.</summary>
    public int Forward { get; private set; }

    /// <summary>Steps of the forward pass, in order.</summary>
    public IReadOnlyList<DryStep> Steps { get; private set; } = [];

    /// <summary>The example.</summary>
    public object? Input { get; private set; }

    /// <summary>The gradient by the model's output that the backward pass begins with.</summary>
    public Tensor? Seed { get; private set; }

    /// <summary>Gradients by the parameters and by the outputs of all steps; null if not wanted.</summary>
    public Gradients? Gradients { get; private set; }

    /// <summary>Whether a kernel has written the tensor: it is no parameter, no buffer, and not the example.</summary>
    public bool IsComputed(Tensor tensor) => !constants.Contains(tensor.Storage) && tensor.Storage != (Input as Tensor)?.Storage;

    /// <summary>What a call writes: what is not named by an earlier one, or else what it writes once more.</summary>
    public IEnumerable<Tensor> Written(KernelCall call, IReadOnlySet<Storage> before)
    {
        var computed = call.Tensors.OfType<Tensor>().Where(IsComputed).ToArray();
        var fresh = computed.Where(t => !before.Contains(t.Storage)).ToArray();
        return fresh.Length > 0 ? fresh : call is MapCall map ? [map.Output] : computed.Length > 0 ? [computed[^1]] : [];
    }

    /// <summary>A forward pass as in use. The example is made inside, where it takes no memory.</summary>
    public static DryRun OfUse<TIn, TOut>(Module<TIn, TOut> model, Func<TIn> example)
    {
        var run = new DryRun();
        run.Watched(model, example, input => model.Predict(input));
        return run;
    }

    /// <summary>A forward pass as in training or use, as the model is set, and a backward pass from all elements of its output.</summary>
    /// <param name="model">The model.</param>
    /// <param name="example">Its input, tracked if the gradient by it is wanted.</param>
    /// <param name="withOutputs">Whether the gradients by the outputs of the layers are wanted too.</param>
    public static DryRun OfTraining(Module<Tensor, Tensor> model, Func<Tensor> example, bool withOutputs = false)
    {
        var run = new DryRun();
        var y = run.Watched(model, example, model.Call);
        using (Device.Redirect(run.recording))
        {
            Tensor[] also = withOutputs ? [.. run.layers.Select(l => l.Output).OfType<Tensor>().Where(t => t.IsTracked).Distinct()] : [];
            run.Seed = Tensor.Empty(y.Shape, y.DType);
            run.Gradients = y.Backward(run.Seed, also: also);
        }

        return run;
    }

    TOut Watched<TIn, TOut>(Module<TIn, TOut> model, Func<TIn> example, Func<TIn, TOut> forward)
    {
        var open = new Stack<LayerCall>();
        using var redirected = Device.Redirect(recording);
        var input = example();
        Input = input;
        constants.UnionWith(model.Parameters().Select(p => p.Parameter.Value.Storage).Concat(model.Buffers().Select(b => b.Buffer.Value.Storage)));
        using var watch = model.Watch(
            layer =>
            {
                open.Push(new LayerCall(layer, Calls.Count));
                layers.Add(open.Peek());
            },
            (_, _, output) =>
            {
                var call = open.Pop();
                (call.End, call.Output) = (Calls.Count, output as Tensor);
            });
        var y = forward(input);
        Forward = Calls.Count;
        Steps = Arrange();
        return y;
    }

    List<DryStep> Arrange()
    {
        var steps = new List<DryStep>();
        var stepOf = new Dictionary<LayerCall, DryStep>();
        var touched = new HashSet<Storage>();
        var open = new Stack<LayerCall>();
        var next = 0;
        for (var i = 0; i <= Forward; i++)
        {
            for (; next < layers.Count && layers[next].Begin <= i; next++)
            {
                open.Push(layers[next]);
                steps.Add(stepOf[layers[next]] = new DryStep(layers[next], null, [], layers[next].Output));
            }

            while (open.Count > 0 && open.Peek().End <= i)
                open.Pop();
            if (i == Forward || open.Count == 0)
                continue;
            if (open.Peek() is { IsContainer: false } leaf)
                stepOf[leaf].Calls.Add(i);
            else
                AddOwn(steps, open.Peek(), i, touched);
            foreach (var tensor in Calls[i].Tensors.OfType<Tensor>())
                touched.Add(tensor.Storage);
        }

        return steps;
    }

    // Several kernels that fill one tensor, such as those of a concatenation, are one step.
    void AddOwn(List<DryStep> steps, LayerCall container, int call, HashSet<Storage> touched)
    {
        var (name, output) = (Calls[call].Name, Written(Calls[call], touched).FirstOrDefault());
        if (steps[^1] is { Name: not null, Output: { } filled } last && last.Layer == container && output?.Storage == filled.Storage)
            steps[^1] = last with { Name = name, Calls = [.. last.Calls, call] };
        else
            steps.Add(new DryStep(container, name, [call], output));
    }
}
