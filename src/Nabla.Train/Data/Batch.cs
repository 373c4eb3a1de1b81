namespace Nabla.Train.Data;

/// <summary>
/// Some samples, each field stacked along a new first axis. Its memory is used again: it lives until the loader is asked for the next one.
/// </summary>
/// <shape>fields (N, …), N samples</shape>
public sealed class Batch
{
    readonly Tensor[] fields;
    readonly ArraySegment<int> samples;

    internal Batch(Tensor[] fields, ArraySegment<int> samples)
    {
        this.fields = fields;
        this.samples = samples;
    }

    /// <summary>Number of samples.</summary>
    public int Count => samples.Count;

    /// <summary>The numbers of the samples in the dataset.</summary>
    public IReadOnlyList<int> Samples => samples;

    /// <summary>All fields, in the dataset's order.</summary>
    public IReadOnlyList<Tensor> Fields => fields;

    /// <summary>The first field: what goes into the model.</summary>
    public Tensor Input => fields[0];

    /// <summary>The second field: what should come out.</summary>
    /// <exception cref="InvalidOperationException">The dataset has only one field.</exception>
    public Tensor Target => fields.Length > 1 ? fields[1] : throw new InvalidOperationException("This dataset's samples have no target, only an input.");

    internal void Release()
    {
        foreach (var field in fields)
            field.Storage.Release();
    }
}
