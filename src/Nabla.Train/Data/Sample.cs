namespace Nabla.Train.Data;

/// <summary>The memory of one sample inside a batch under preparation, to be written by a dataset or changed by a transform.</summary>
public readonly ref struct Sample
{
    readonly Tensor[] batch;
    readonly int row;

    internal Sample(Tensor[] batch, int row)
    {
        this.batch = batch;
        this.row = row;
    }

    /// <summary>The elements of a field, row-major.</summary>
    /// <exception cref="ShapeException"><typeparamref name="T"/> is not the field's element type.</exception>
    public Span<T> Field<T>(int field) where T : unmanaged
    {
        var all = batch[field].Span<T>();
        var length = all.Length / batch[field].Shape[0];
        return all.Slice(row * length, length);
    }

    /// <summary>The sizes of a field, without the batch axis.</summary>
    public Shape Shape(int field) => batch[field].Shape.Remove(0);
}
