namespace Nabla.Nn;

/// <summary>
/// The keys and values of the positions that one attention layer has seen, so that the next position costs one query and not a whole
/// sequence. Pass the same cache to each <c>Next</c> of that layer. The memory doubles when it is full, and is kept for the next sequence.
/// </summary>
/// <remarks>Its tensors grow from call to call, so a captured step cannot hold it: capture whole sequences, decode eagerly.</remarks>
public sealed class KeyValueCache
{
    const int FirstCapacity = 64;

    Tensor? keys, values;

    /// <summary>Positions it holds.</summary>
    public int Length { get; private set; }

    /// <summary>Forgets all positions: a new sequence begins.</summary>
    public void Clear() => Length = 0;

    /// <summary>Takes in positions behind those it holds, and gives all of them: views that the next call may overwrite.</summary>
    /// <shape>(…, T, features of the keys), (…, T, features of the values) → (…, Length, …) of both</shape>
    /// <exception cref="ShapeException">Axes other than the positions differ from what the cache holds.</exception>
    public (Tensor Keys, Tensor Values) Append(Tensor newKeys, Tensor newValues)
    {
        ArgumentNullException.ThrowIfNull(newKeys);
        ArgumentNullException.ThrowIfNull(newValues);
        var end = Length + newKeys.Shape[-2];
        keys = WithRoom(keys, newKeys, end);
        values = WithRoom(values, newValues, end);
        Put(keys, newKeys, Length);
        Put(values, newValues, Length);
        Length = end;
        return (keys.Slice(-2, 0, end), values.Slice(-2, 0, end));
    }

    // The store itself or, if it is too short, a longer one with what it holds; an empty cache takes any shape.
    Tensor WithRoom(Tensor? store, Tensor rows, int end)
    {
        var fits = store is not null && store.DType == rows.DType && store.Shape.With(-2, 1) == rows.Shape.With(-2, 1);
        if (!fits && Length > 0)
            throw new ShapeException(
                $"KeyValueCache: it holds {store!.DType.Name()} {store.Shape.With(-2, Length)}, to which {rows.DType.Name()} {rows.Shape} cannot be appended.");
        if (fits && store!.Shape[-2] >= end)
            return store;
        var room = Tensor.EmptyLasting(rows.Shape.With(-2, Math.Max(FirstCapacity, 2 * end)), rows.DType, rows.Device);
        if (Length > 0)
            Put(room, store!.Slice(-2, 0, Length), 0);
        return room;
    }

    static void Put(Tensor store, Tensor rows, int start) =>
        store.Device.Backend.CopyInto(rows.Detach(), store, SliceOp.Part(store.Layout, store.Rank - 2, start, rows.Shape[-2]));
}
