namespace Nabla;

/// <summary>
/// The memory behind one or more tensors. Users never free it: it goes back to the pool when the garbage collector finds that nobody
/// holds it, or at the end of the <see cref="MemoryScope"/> it was made in.
/// </summary>
abstract unsafe class Storage
{
    const int Placed = -1;

    byte* pointer;
    int sizeClass;

    /// <summary>The first byte, aligned to 64.</summary>
    /// <exception cref="ObjectDisposedException">The memory scope in which the tensor was made has ended.</exception>
    public byte* Pointer => pointer != null ? pointer : throw new ObjectDisposedException(
        nameof(Tensor), "The tensor was made inside a MemoryScope that has ended (keep it with scope.Keep(tensor)), or belongs to a loader's batch "
        + "before the present one.");

    /// <summary>Length in bytes, as asked for.</summary>
    public long Length { get; private set; }

    /// <summary>How often an optimiser has written into it; a value saved for backward must not have changed.</summary>
    public int Version { get; set; }

    /// <summary>Memory for <paramref name="bytes"/> bytes, bound to the current scope if there is one.</summary>
    public static Storage Rent(long bytes)
    {
        if (MemoryScope.Current is not { } scope)
            return RentLasting(bytes);
        var storage = new ScopedStorage();
        storage.Take(bytes);
        scope.Add(storage);
        return storage;
    }

    /// <summary>Memory that outlives any scope.</summary>
    public static Storage RentLasting(long bytes)
    {
        var storage = new CollectedStorage();
        storage.Take(bytes);
        return storage;
    }

    void Take(long bytes)
    {
        Length = bytes;
        pointer = (byte*)MemoryPool.Rent(bytes, out sizeClass);
    }

    /// <summary>Returns the memory at once; a later use is an error, never a wrong number.</summary>
    public void Release()
    {
        if (pointer == null)
            return;
        if (sizeClass != Placed)
            MemoryPool.Return((nint)pointer, sizeClass);
        pointer = null;
        Forget();
    }

    /// <summary>The same memory as a storage of its own that the garbage collector looks after; this one is empty afterwards.</summary>
    public Storage MoveOut()
    {
        var moved = new CollectedStorage { pointer = Pointer, sizeClass = sizeClass, Version = Version, Length = Length };
        pointer = null;
        return moved;
    }

    /// <summary>Lies in a larger block from now on, which somebody else looks after; the contents are undefined.</summary>
    public void PlaceAt(byte* address)
    {
        Release();
        pointer = address;
        sizeClass = Placed;
    }

    // The garbage collector need not look after a storage that is empty.
    protected virtual void Forget()
    {
    }

    /// <summary>Found by the garbage collector.</summary>
    sealed class CollectedStorage : Storage
    {
        ~CollectedStorage() => Release();

#pragma warning disable CA1816 // Release is this type's Dispose, under the pool's name for it
        protected override void Forget() => GC.SuppressFinalize(this);
#pragma warning restore CA1816
    }

    /// <summary>Returned at the end of a scope; without a finalizer, which would cost more than all else about a small tensor.</summary>
    sealed class ScopedStorage : Storage;
}
