namespace Nabla.Train.Data;

/// <summary>A dataset of tensors in memory; their first axis counts the samples.</summary>
/// <example><code>
/// var xor = new TensorDataset(Tensor.Of([[0f, 0f], [0f, 1f], [1f, 0f], [1f, 1f]]), Tensor.Of([[0f], [1f], [1f], [0f]]));
/// </code></example>
public sealed class TensorDataset : IDataset
{
    readonly Tensor[] columns;

    /// <summary>Joins inputs, targets and whatever else belongs to a sample.</summary>
    /// <shape>each (N, …)</shape>
    /// <exception cref="ShapeException">No tensor, a scalar, or first axes of different size.</exception>
    public TensorDataset(params ReadOnlySpan<Tensor> columns)
    {
        if (columns.Length == 0)
            throw new ShapeException("TensorDataset: at least one tensor is needed.");
        this.columns = new Tensor[columns.Length];
        var fields = new Field[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var shape = columns[i].Shape;
            if (shape.Rank == 0 || shape[0] != columns[0].Shape[0])
                throw new ShapeException(
                    $"TensorDataset: axis 0 of tensor {i} must count the same samples as tensor 0, {columns[0].Shape}, got {shape}.");
            this.columns[i] = columns[i].Detach().Contiguous();
            fields[i] = new Field(i == 0 ? "input" : i == 1 ? "target" : $"field {i}", shape.Remove(0), columns[i].DType);
        }

        Fields = fields;
        Count = columns[0].Shape[0];
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; }

    /// <inheritdoc/>
    public void Read(int index, Sample to)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            switch (columns[i].DType)
            {
                case DType.Float32: Copy<float>(i, index, to); break;
                case DType.Float64: Copy<double>(i, index, to); break;
                case DType.Int32: Copy<int>(i, index, to); break;
                case DType.Int64: Copy<long>(i, index, to); break;
                default: Copy<bool>(i, index, to); break;
            }
        }
    }

    void Copy<T>(int field, int index, Sample to) where T : unmanaged
    {
        var target = to.Field<T>(field);
        columns[field].AsSpan<T>().Slice(index * target.Length, target.Length).CopyTo(target);
    }
}
