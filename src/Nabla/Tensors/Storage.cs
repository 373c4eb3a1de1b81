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
    StepPlace? place;

    /// <summary>The first byte, aligned to 64 unless it is another's.</summary>
    /// <exception cref="ObjectDisposedException">The memory scope in which the tensor was made has ended.</exception>
    public byte* Pointer => pointer != null ? pointer : place is { Memory.InUse: true } ? place.Address : throw Missing();

    /// <summary>Length in bytes, as asked for.</summary>
    public long Length { get; private set; }

    /// <summary>How often an optimiser has written into it; a value saved for backward must not have changed.</summary>
    public int Version { get; set; }

    /// <summary>
    /// How often a parameter or a buffer has taken it for its values, changed how they are tracked, or left it; 0 for any other tensor.
    /// What was captured at another number is out of date.
    /// </summary>
    public int Adoptions { get; set; }

    /// <summary>Whether the memory has been given back.</summary>
    public bool IsReleased => pointer == null && place is null;

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

    /// <summary>No memory at all, for a tensor of which nothing but the shape is wanted.</summary>
    public static Storage Imagine(long bytes) => new ImaginaryStorage { Length = bytes };

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

    /// <summary>Returns the memory for a place of its own in that of a captured step; the contents are undefined.</summary>
    public void MoveTo(StepPlace own)
    {
        Release();
        Borrow(own.Address);
        place = own;        // keeps the block
    }

    /// <summary>Returns the memory for a place that others use as well, so that it can be read only while the step is replayed.</summary>
    public void PlaceAt(StepPlace shared)
    {
        Release();
        place = shared;
    }

    /// <summary>Stands for memory that somebody else looks after; null ends that. It has none of its own.</summary>
    public void Borrow(byte* address)
    {
        pointer = address;
        sizeClass = Placed;
    }

    protected virtual Exception Missing() => new ObjectDisposedException(nameof(Tensor), place is not null
        ? "The tensor is an inner value of a captured step, whose memory is used for others as well: return it from the function to read it, or"
            + " run the step eagerly."
        : "The tensor was made inside a MemoryScope that has ended (keep it with scope.Keep(tensor)), belongs to a loader's batch "
            + "before the present one, or was the input of a captured step that is over.");

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

    /// <summary>Stands for memory while shapes are worked out.</summary>
    sealed class ImaginaryStorage : Storage
    {
        protected override Exception Missing() => new InvalidOperationException(
            "The tensor has a shape but no elements: it was made while only shapes were worked out.");
    }
}
