namespace Nabla;

/// <summary>
/// Memory for time: a part of a model keeps nothing but its inputs, and is computed a second time when its gradient is wanted
/// (Griewank, Walther 2000; Chen, Xu, Zhang, Guestrin 2016).
/// </summary>
/// <remarks>
/// The second run draws the random numbers of the first: the keys of every <see cref="Rng"/> are noted. Buffers such as running averages
/// are set by the first alone. Gradients flow to all parameters the function uses, whether they are named as inputs or not. Higher
/// derivatives are checkpointed in turn. It works inside a captured step, where the plan of memory makes use of it.
/// Tensors made inside, other than the result, are gone after it in a <see cref="MemoryScope"/>.
/// </remarks>
/// <example><code>
/// var h = Recomputation.Run(x => block.Call(x), input);
/// </code></example>
public static class Recomputation
{
    /// <summary>Whether the code that asks is being run for the second time: it should not count or update anything.</summary>
    public static bool Running => KeyTape.IsPlaying;

    /// <summary>y = f(x), keeping nothing of the way.</summary>
    public static Tensor Run(Func<Tensor, Tensor> f, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Run(inputs => f(inputs[0]), [x]);
    }

    /// <summary>y = f(inputs), keeping nothing of the way.</summary>
    public static Tensor Run(Func<Tensor[], Tensor> f, Tensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(inputs);
        if (!Autograd.Recording)
            return f(inputs);
        var segment = new Segment(f, inputs);
        var y = segment.Forward(out var leaves);
        Node?[] edges = [.. inputs.Select(x => x.Node), .. leaves];
        return edges.Any(edge => edge is not null) ? Autograd.Connect(y, new Back(segment, leaves), edges) : y;
    }

    // The function with what is needed to run it again.
    sealed class Segment(Func<Tensor[], Tensor> f, Tensor[] inputs)
    {
        readonly KeyTape tape = new();

        public Tensor[] Inputs => inputs;

        /// <summary>The value, cut off from how it was computed, and the leaves it depends on beside the inputs.</summary>
        public Tensor Forward(out Leaf[] leaves)
        {
            using var scope = Scope();
            using var writing = tape.Write();
            var own = Leaves(inputs);
            var y = f(own);
            leaves = LeavesOf(y.Node, own);
            return KeepAll(scope, y.Detach())[0]!.View(y.Layout);
        }

        /// <summary>Gradients by the inputs, then by the leaves; null where there is none.</summary>
        public Tensor?[] Backward(Tensor[] at, Tensor g, Leaf[] leaves, bool keepGraph)
        {
            using var scope = keepGraph ? null : Scope();
            using var playing = tape.Play();
            var own = keepGraph ? at : Leaves(at);      // a checkpoint of the gradient has cut its inputs off already
            Gradients found;
            using (Autograd.Resume())
            {
                var y = f(own);
                if (!y.IsTracked)
                    return new Tensor?[at.Length + leaves.Length];
                found = y.Backward(g, keepGraph);
            }

            Tensor?[] all = [.. own.Select(found.Find), .. leaves.Select(found.Find)];
            return keepGraph ? all : KeepAll(scope, all);
        }

        static Tensor[] Leaves(Tensor[] at) => Array.ConvertAll(at, x => x.IsTracked ? x.Detach().Track() : x);

        // A recording plans memory itself; what it has seen must not be returned under it.
        static MemoryScope? Scope() => Device.Recording ? null : new MemoryScope();

        // Several may be views of one storage, which can be kept once.
        static Tensor?[] KeepAll(MemoryScope? scope, params Tensor?[] tensors)
        {
            var kept = new Dictionary<Storage, Tensor>();
            return Array.ConvertAll(tensors, x =>
            {
                if (x is null || scope is null)
                    return x;
                if (!kept.TryGetValue(x.Storage, out var owner))
                    kept[x.Storage] = owner = scope.Keep(x);
                return owner.View(x.Layout);
            });
        }

        static Leaf[] LeavesOf(Node? result, Tensor[] own)
        {
            var (found, seen, open) = (new List<Leaf>(), new HashSet<Node>(), new Stack<Node>());
            foreach (var x in own)
                if (x.Node is { } input)
                    seen.Add(input);
            if (result is not null && seen.Add(result))
                open.Push(result);
            while (open.TryPop(out var node))
            {
                if (node is Leaf leaf)
                    found.Add(leaf);
                foreach (var input in node.Inputs)
                    if (input is not null && seen.Add(input))
                        open.Push(input);
            }

            return [.. found];
        }
    }

    sealed class Back(Segment segment, Leaf[] leaves) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var gradients = to.KeepGraph ? Recorded(g) : segment.Backward(segment.Inputs, g, leaves, keepGraph: false);
            for (var i = 0; i < gradients.Length; i++)
                if (gradients[i] is { } gradient)
                    to[i] = gradient;
        }

        // The gradient is a function of inputs and g: a checkpoint of its own, with all results one after the other in one vector.
        Tensor?[] Recorded(Tensor g)
        {
            Tensor?[] shapes = [];
            var packed = Run(
                inputs =>
                {
                    shapes = segment.Backward(inputs[..^1], inputs[^1], leaves, keepGraph: true);
                    var parts = shapes.OfType<Tensor>().Select(t => t.Reshape(-1)).ToArray();
                    return parts.Length == 0 ? Tensor.Zeros([0], g.DType, g.Device) : Tensor.Concat(parts);
                },
                [.. segment.Inputs, g]);
            var at = 0;
            return Array.ConvertAll(shapes, t =>
            {
                if (t is null)
                    return null;
                var part = packed.Slice(0, at, (int)t.Length);
                at += (int)t.Length;
                return part.Reshape(t.Shape.ToArray());
            });
        }
    }
}
