namespace Nabla.Nn;

/// <summary>A tensor that is saved with the model but not trained, such as the running mean of batch norm.</summary>
/// <param name="shape">Sizes of the axes.</param>
/// <param name="initial">The first value of every element.</param>
/// <param name="dtype">Type of the elements.</param>
public sealed class Buffer(Shape shape, double initial = 0, DType dtype = DType.Float32)
{
    /// <summary>Sizes of the axes.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The values; a layer may replace them.</summary>
    public Tensor Value { get; private set; } = Create(shape, initial, dtype);

    /// <summary>A buffer is used like its tensor.</summary>
    public static implicit operator Tensor(Buffer buffer) => buffer.Value;

    /// <summary>Copies new values in.</summary>
    /// <exception cref="ShapeException">The shape is another.</exception>
    public void Load(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Shape != Shape)
            throw new ShapeException($"Buffer: expected shape {Shape}, got {values.Shape}.");
        Value.Device.Backend.Copy(values, Value);
    }

    internal void Reset() => Value.Device.Backend.Fill(Value, initial);

    internal void Convert(DType dtype)
    {
        if (!Value.DType.IsFloating() || Value.DType == dtype)
            return;
        var copy = Tensor.EmptyLasting(Shape, dtype);
        copy.Device.Backend.Copy(Value, copy);
        Value.Storage.Adoptions++;
        copy.Storage.Adoptions++;
        Value = copy;
    }

    static Tensor Create(Shape shape, double initial, DType dtype)
    {
        var value = Tensor.EmptyLasting(shape, dtype);
        value.Device.Backend.Fill(value, initial);
        value.Storage.Adoptions++;
        return value;
    }
}
