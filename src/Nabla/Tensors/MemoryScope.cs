namespace Nabla;

/// <summary>
/// Returns the memory of all tensors made inside it, on this thread, when it ends. Never needed, as the garbage collector finds what
/// nobody holds; it keeps a training loop's memory in cache. Tensors that live on are named with <see cref="Keep"/>.
/// </summary>
/// <example><code>
/// using (var scope = new MemoryScope())
/// {
///     var loss = model.Call(x).CrossEntropy(y);
///     optimizer.Step(loss.Backward());
/// }
/// </code></example>
public sealed class MemoryScope : IDisposable
{
    [ThreadStatic] static MemoryScope? current;

    readonly List<Storage> made = [];
    MemoryScope? outer;

    /// <summary>Begins a scope on this thread, inside the one in force if there is one.</summary>
    public MemoryScope() => Open();

    MemoryScope(MemoryScope? outer) => this.outer = outer;

    internal static MemoryScope? Current => current;

    /// <summary>A scope that has not begun, for a loop that opens the same one again and again.</summary>
    internal static MemoryScope Closed() => new(outer: null);

    /// <summary>Begins the scope, inside the one in force if there is one.</summary>
    internal MemoryScope Open()
    {
        outer = current;
        current = this;
        return this;
    }

    /// <summary>Takes a tensor out of the scope: the result lives as long as it is held. The argument is empty afterwards.</summary>
    public Tensor Keep(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return made.Contains(tensor.Storage)
            ? new Tensor(tensor.Storage.MoveOut(), tensor.Layout, tensor.DType, tensor.Device)
            : tensor;
    }

    internal void Add(Storage storage) => made.Add(storage);

    /// <summary>Hands over what has been made so far; the scope no longer returns it.</summary>
    internal Storage[] TakeAll()
    {
        Storage[] all = [.. made];
        made.Clear();
        return all;
    }

    /// <summary>Makes tensors of the following lines outlive every scope, until the result is disposed.</summary>
    internal static Pause Suspend()
    {
        var scope = current;
        current = null;
        return new Pause(scope);
    }

    /// <summary>Ends the scope: the memory of its tensors goes back to the pool, and using one of them is an error.</summary>
    public void Dispose()
    {
        if (current == this)
            current = outer;
        foreach (var storage in made)
            storage.Release();
        made.Clear();
    }

    /// <summary>Restores the scope that was suspended.</summary>
    internal readonly ref struct Pause(MemoryScope? scope)
    {
        public void Dispose() => current = scope;
    }
}
