namespace Nabla.Train.Data;

/// <summary>
/// Some samples, each field stacked along a new first axis. Its memory is used again: it lives until the loader is asked for the next one.
/// </summary>
/// <shape>fields (N, …), N samples</shape>
public sealed class Batch
{
    readonly Tensor[] fields;
    readonly ArraySegment<int>? samples;

    internal Batch(Tensor[] fields, ArraySegment<int> samples)
    {
        this.fields = fields;
        this.samples = samples;
        Count = samples.Count;
    }

    Batch(Tensor[] inputs)
    {
        fields = inputs;
        Count = inputs[0].Shape[0];
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>The numbers of the samples in the dataset.</summary>
    /// <exception cref="CaptureException">A step that is captured, and so stands for all batches, asks for those of one.</exception>
    public IReadOnlyList<int> Samples => samples
        ?? throw new CaptureException("A captured step cannot ask which samples a batch has: they are other ones each time.");

    /// <summary>All fields, in the dataset's order.</summary>
    public IReadOnlyList<Tensor> Fields => fields;

    /// <summary>The first field: what goes into the model.</summary>
    public Tensor Input => fields[0];

    /// <summary>The second field: what should come out.</summary>
    /// <exception cref="InvalidOperationException">The dataset has only one field.</exception>
    public Tensor Target =>
        fields.Length > 1 ? fields[1] : throw new InvalidOperationException("This dataset's samples have no target, only an input.");

    internal ReadOnlySpan<Tensor> Tensors => fields;

    /// <summary>The batch with which a step is captured: it stands for all of the same shape.</summary>
    internal static Batch OfCapture(Tensor[] inputs) => new(inputs);

    internal void Release()
    {
        foreach (var field in fields)
            field.Storage.Release();
    }
}
