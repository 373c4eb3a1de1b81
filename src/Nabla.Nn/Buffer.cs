namespace Nabla.Nn;

/// <summary>A tensor that is saved with the model but not trained, such as the running mean of batch norm.</summary>
public sealed class Buffer
{
    readonly Action<Tensor> reset;
    readonly Func<DType, Tensor>? table;

    /// <summary>A buffer whose elements are all the same at first.</summary>
    /// <param name="shape">Sizes of the axes.</param>
    /// <param name="initial">The first value of every element.</param>
    /// <param name="dtype">Type of the elements.</param>
    public Buffer(Shape shape, double initial = 0, DType dtype = DType.Float32)
        : this(shape, dtype, value => value.Device.Backend.Fill(value, initial))
    {
    }

    /// <summary>A buffer whose first elements are given.</summary>
    /// <param name="first">The first values, copied.</param>
    public Buffer(Tensor first)
        : this(first.Shape, first.DType, value => value.Device.Backend.Copy(first, value))
    {
    }

    /// <summary>A table that follows from a layer's settings: not in files, and worked out anew, not rounded, for another dtype.</summary>
    /// <param name="table">Its values of a dtype.</param>
    public Buffer(Func<DType, Tensor> table)
        : this(table(DType.Float32)) => this.table = table;

    Buffer(Shape shape, DType dtype, Action<Tensor> reset)
    {
        (Shape, this.reset) = (shape, reset);
        Value = Tensor.EmptyLasting(shape, dtype);
        Value.Storage.Adoptions++;
        Reset();
    }

    /// <summary>Whether it is written to files.</summary>
    public bool IsSaved => table is null;

    /// <summary>Sizes of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The values; a layer may replace them.</summary>
    public Tensor Value { get; private set; }

    /// <summary>A buffer is used like its tensor.</summary>
    public static implicit operator Tensor(Buffer buffer) => buffer.Value;

    /// <summary>Copies new values in; not while a <see cref="Recomputation"/> computes again what has set them already.</summary>
    /// <exception cref="ShapeException">The shape is another.</exception>
    public void Load(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Shape != Shape)
            throw new ShapeException($"Buffer: expected shape {Shape}, got {values.Shape}.");
        if (!Recomputation.Running)
            Value.Device.Backend.Copy(values, Value);
    }

    internal void Reset()
    {
        if (table is null)
            reset(Value);
    }

    internal void Convert(DType dtype)
    {
        if (!Value.DType.IsFloating() || Value.DType == dtype)
            return;
        var copy = Tensor.EmptyLasting(Shape, dtype);
        copy.Device.Backend.Copy(table?.Invoke(dtype) ?? Value, copy);
        Value.Storage.Adoptions++;
        copy.Storage.Adoptions++;
        Value = copy;
    }
}
