namespace Nabla;

/// <summary>
/// One step of a computation, remembered so that gradients can flow back through it. Write it as a private class beside its op; its
/// constructor parameters are the list of what it keeps. Edges lead to nodes, not to tensors, so other intermediate values are freed.
/// </summary>
public abstract class Node
{
    static long made;

    internal long Order { get; } = Interlocked.Increment(ref made);

    internal Node?[] Inputs { get; private set; } = [];

    /// <summary>Shape of the output, and of the gradient that arrives.</summary>
    internal Shape Shape { get; set; }

    /// <summary>The line of the user's code that ran the op, if <see cref="Autograd.TraceOrigins"/> is on.</summary>
    public string? Origin { get; private set; }

    // Writes an optimiser had made into the leaves among the inputs when the op ran.
    long writes;

    /// <summary>
    /// Given the gradient <paramref name="g"/> of the loss by the output, sets <c>to[i]</c> to the gradient by input i, for each i that
    /// <see cref="Gradients.Needs"/>. Written in ops, so that it can be differentiated again.
    /// </summary>
    protected internal abstract void Backward(Tensor g, Gradients to);

    internal void Connect(Node?[] inputs, Shape shape)
    {
        Inputs = inputs;
        Shape = shape;
        writes = CountWrites();
        Origin = Autograd.Origin();
    }

    internal void RequireUnchanged()
    {
        if (writes != CountWrites())
            throw new InvalidOperationException(
                $"Backward of {Describe()}: a parameter it used has been changed by an optimiser since; run the forward pass again.");
    }

    /// <summary>The op's name for messages, with its place in the user's code if traced.</summary>
    internal string Describe() => (GetType().DeclaringType?.Name.Replace("Op", "", StringComparison.Ordinal) ?? GetType().Name)
        + (Origin is null ? "" : $" at {Origin}");

    long CountWrites()
    {
        long sum = 0;
        foreach (var input in Inputs)
            if (input is Leaf leaf)
                sum += leaf.Storage.Version;
        return sum;
    }
}

/// <summary>Where gradients end: a tensor that was not computed but tracked, such as a parameter.</summary>
sealed class Leaf(Storage storage) : Node
{
    public Storage Storage { get; } = storage;

    protected internal override void Backward(Tensor g, Gradients to)
    {
    }
}
