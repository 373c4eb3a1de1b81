using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// Temporary native memory of a kernel, 64-byte aligned, taken from a stack that belongs to the thread. The stack only grows,
/// so a kernel that has run once allocates nothing when it runs again.
/// </summary>
/// <remarks>Blocks are returned in the opposite order of taking, as <c>using</c> does; nested kernels may take more.</remarks>
readonly unsafe ref struct Scratch<T> where T : unmanaged
{
    readonly ScratchStack owner;
    readonly nuint mark;
    readonly int segment;

    /// <summary>Takes memory for <paramref name="count"/> elements; what is in it is undefined.</summary>
    public Scratch(nint count)
    {
        owner = ScratchStack.OfThread;
        Pointer = (T*)owner.Take((nuint)count * (nuint)sizeof(T), out mark, out segment);
    }

    public T* Pointer { get; }

    public void Dispose() => owner.Return(mark, segment);
}

/// <summary>The memory behind <see cref="Scratch{T}"/>: segments that are merged into one when everything has been returned.</summary>
sealed unsafe class ScratchStack
{
    const nuint Alignment = 64;
    const nuint Granule = 1 << 20;      // only the pages that are written to cost memory
    const int MaxSegments = 40;         // each segment is at least as large as all before it together

    [ThreadStatic] static ScratchStack? ofThread;

    readonly byte*[] segments = new byte*[MaxSegments];
    readonly nuint[] sizes = new nuint[MaxSegments];
    nuint used;
    int segment;
    int count;

    public static ScratchStack OfThread => ofThread ??= new ScratchStack();

    ~ScratchStack() => Free(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Take(nuint bytes, out nuint oldUsed, out int oldSegment)
    {
        (oldUsed, oldSegment) = (used, segment);
        if (used + bytes > sizes[segment] || count == 0)
            Enlarge(bytes);
        var start = segments[segment] + used;
        used += (bytes + Alignment - 1) & ~(Alignment - 1);
        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Return(nuint oldUsed, int oldSegment)
    {
        (used, segment) = (oldUsed, oldSegment);
        if (count > 1 && oldUsed == 0 && oldSegment == 0)
            Merge();
    }

    // Moves on to a segment that holds the bytes; what lies in the earlier ones stays where it is.
    void Enlarge(nuint bytes)
    {
        if (count > 0)
            segment++;
        used = 0;
        if (segment < count && sizes[segment] >= bytes)
            return;
        Free(segment);
        Add(Math.Max(Total, bytes));
    }

    void Merge()
    {
        var total = Total;
        Free(0);
        Add(total);
    }

    nuint Total
    {
        get
        {
            nuint total = 0;
            for (var i = 0; i < count; i++)
                total += sizes[i];
            return total;
        }
    }

    void Add(nuint bytes)
    {
        var size = (Math.Max(bytes, 1) + Granule - 1) & ~(Granule - 1);
        segments[count] = (byte*)NativeBlock.Allocate(size);
        sizes[count++] = size;
    }

    void Free(int from)
    {
        while (count > from)
        {
            NativeBlock.Free(segments[--count]);
            sizes[count] = 0;
        }
    }
}
