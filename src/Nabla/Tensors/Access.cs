namespace Nabla;

/// <summary>
/// A pointer to a tensor's elements for the length of a kernel. It keeps the memory alive: without it the garbage collector could
/// return a block whose tensor is no longer mentioned while a kernel still reads it. Holds a dense copy where one was needed.
/// </summary>
readonly unsafe ref struct Access<T> where T : unmanaged
{
    readonly Storage storage;
    readonly bool temporary;

    Access(Storage storage, long offset, bool temporary)
    {
        this.storage = storage;
        this.temporary = temporary;
        Pointer = (T*)storage.Pointer + offset;
    }

    /// <summary>The first element.</summary>
    public T* Pointer { get; }

    /// <summary>The elements where they are, in the tensor's own layout.</summary>
    public static Access<T> Strided(Tensor tensor) => new(tensor.Storage, tensor.Layout.Offset, temporary: false);

    /// <summary>The elements one after the other; a view that is not contiguous is copied first.</summary>
    public static Access<T> Dense(Tensor tensor)
    {
        if (tensor.Layout.IsContiguous)
            return Strided(tensor);
        var copy = Storage.RentLasting(tensor.Length * sizeof(T));
        var dense = new Tensor(copy, new Layout(tensor.Shape), tensor.DType, tensor.Device);
        tensor.Device.Backend.Copy(tensor, dense);
        return new Access<T>(copy, 0, temporary: true);
    }

    public void Dispose()
    {
        if (temporary)
            storage.Release();
        GC.KeepAlive(storage);
    }
}
