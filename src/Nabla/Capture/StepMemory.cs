namespace Nabla;

/// <summary>The block in which the values of captured steps lie. Steps of one <see cref="Captured"/> share it, as only one runs at a time.</summary>
sealed unsafe class StepMemory(long bytes)
{
    readonly Storage block = Storage.RentLasting(bytes);

    /// <summary>Its size.</summary>
    public long Bytes => bytes;

    /// <summary>Whether a step is being replayed; at other times an inner value may be another's, so reading one is an error.</summary>
    public bool InUse { get; set; }

    /// <summary>The first byte.</summary>
    public byte* Start => block.Pointer;

    /// <summary>Whether an address lies inside.</summary>
    public bool Contains(byte* address) => address >= Start && address < Start + bytes;
}

/// <summary>Where an inner value of a captured step lies.</summary>
sealed unsafe class StepPlace(StepMemory memory, byte* address)
{
    public StepMemory Memory => memory;

    public byte* Address => address;
}
