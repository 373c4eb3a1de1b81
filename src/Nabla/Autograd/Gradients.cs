using Nabla.Kernels;

namespace Nabla;

/// <summary>
/// The gradients of one loss by every tracked tensor it depends on: <c>gradients[weight]</c>. Nothing is hidden in the parameters and
/// nothing must be zeroed.
/// </summary>
public sealed class Gradients
{
    readonly Dictionary<Node, Slot> pending = [];
    readonly PriorityQueue<Node, long> queue = new();
    readonly Dictionary<Node, Tensor> found = [];
    readonly bool keepGraph;
    Dictionary<Node, Tensor>? replaced;
    Node current = null!;

    internal Gradients(Tensor loss, Tensor seed, bool keepGraph, ReadOnlySpan<Tensor> also)
    {
        this.keepGraph = keepGraph;
        var wanted = new HashSet<Node>();
        foreach (var tensor in also)
            wanted.Add(tensor.Node ?? throw new InvalidOperationException("Backward: a tensor whose gradient is asked for is not tracked."));
        Send(loss.Node!, seed);
        while (queue.TryDequeue(out current!, out _))
        {
            pending.Remove(current, out var slot);
            if (current is Leaf || wanted.Contains(current))
                found[current] = slot.Value;
            current.RequireUnchanged();
            current.Backward(slot.Value, this);
        }
    }

    /// <summary>The gradient by <paramref name="tensor"/>; zeros if the loss does not depend on it.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not tracked, or was computed and not asked for in Backward.</exception>
    public Tensor this[Tensor tensor] => Find(tensor) ?? (tensor.Node is Leaf
        ? Tensor.Zeros(tensor.Shape, tensor.DType, tensor.Device)
        : throw new InvalidOperationException(
            $"Gradients: none is kept for this tensor of shape {tensor.Shape}; Track() it, or name it in Backward(also: …)."));

    /// <summary>The gradient by <paramref name="tensor"/>, or null if the loss does not depend on it or it is not tracked.</summary>
    public Tensor? Find(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.Node is { } node ? found.GetValueOrDefault(node) : null;
    }

    internal Tensor? Find(Node node) => found.GetValueOrDefault(node);

    /// <summary>Puts another gradient in the place of the one found, such as one that has been clipped.</summary>
    /// <exception cref="InvalidOperationException">None was found, or its shape is another.</exception>
    public void Replace(Tensor tensor, Tensor gradient)
    {
        if (Find(tensor) is not { } old || old.Shape != gradient.Shape)
            throw new InvalidOperationException($"Gradients: there is no gradient of shape {gradient.Shape} to replace.");
        (replaced ??= []).TryAdd(tensor.Node!, old);
        found[tensor.Node!] = gradient;
    }

    /// <summary>Puts back what was found in the place of what replaced it: a captured step writes there again.</summary>
    internal void Restore()
    {
        if (replaced is not { Count: > 0 })
            return;
        foreach (var (node, gradient) in replaced)
            found[node] = gradient;
        replaced.Clear();
    }

    /// <summary>All gradients found.</summary>
    internal IEnumerable<Tensor> All => found.Values;

    /// <summary>Whether a gradient can flow to input number <paramref name="input"/> of the node at work.</summary>
    public bool Needs(int input) => current.Inputs[input] is not null;

    /// <summary>Whether the gradient computation is itself recorded, for higher derivatives; a fused kernel will not do then.</summary>
    public bool KeepGraph => keepGraph;

    /// <summary>Sets the gradient by input number <paramref name="input"/> of the node at work; ignored where none is needed.</summary>
    public Tensor this[int input]
    {
        set
        {
            if (current.Inputs[input] is { } node)
                Send(node, value);
        }
    }

    void Send(Node node, Tensor gradient)
    {
        if (gradient.Shape != (node is Leaf || node.Inputs.Length > 0 ? node.Shape : gradient.Shape))
            throw new InvalidOperationException(
                $"Backward of {current?.Describe() ?? "the loss"}: a gradient must have the shape {node.Shape} of its input, "
                + $"got {gradient.Shape}.");
        if (!pending.TryGetValue(node, out var slot))
        {
            pending[node] = new Slot(gradient, Owned: false);
            queue.Enqueue(node, -node.Order);
        }
        else if (slot.Owned && !keepGraph)
        {
            gradient.Backend.Map(default(Sum), slot.Value, slot.Value, gradient);
        }
        else
        {
            var sum = Tensor.Empty(gradient.Shape, gradient.DType, gradient.Device);
            gradient.Backend.Map(default(Sum), sum, slot.Value, gradient);
            pending[node] = new Slot(Autograd.Record(sum, new Joined(), slot.Value, gradient), Owned: true);
        }
    }

    // A sum made here may be added to in place; a tensor that a rule handed over may be shared.
    readonly record struct Slot(Tensor Value, bool Owned);

    readonly struct Sum : IMap
    {
        public static int Inputs => 2;

        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => a + b;
    }

    sealed class Joined : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            to[0] = g;
            to[1] = g;
        }
    }
}
