namespace Nabla.Kernels;

/// <summary>
/// What one pixel of a pooling adds up or compares: for each term the distance of its channels from the tensor's start, and a number
/// beside it: the position of an input, or the size of a window. Listed once a pixel, used for all its channels.
/// </summary>
readonly unsafe ref struct Taps
{
    readonly Windows3 windows;
    readonly PoolShape s;
    readonly nint* offsets;
    readonly int* numbers;

    public Taps(in PoolShape s, in Windows3 windows, nint* memory)
    {
        (this.s, this.windows) = (s, windows);
        offsets = memory;
        numbers = (int*)(memory + s.Kernel.Volume);
    }

    /// <summary>Elements of memory for the list of a pixel.</summary>
    public static nint MemorySize(in PoolShape s) => 2 * (nint)s.Kernel.Volume;

    public nint* Offsets => offsets;

    public int* Numbers => numbers;

    /// <summary>The inputs that an output sees, with their positions in the plane.</summary>
    public int Inputs(int n, int d, int h, int w)
    {
        int tapsD = windows.D.Taps(d), tapsH = windows.H.Taps(h), tapsW = windows.W.Taps(w), count = 0;
        var image = (nint)n * s.Input.Volume;
        for (int td = 0, atD = windows.D.First(d); td < tapsD; td++, atD += windows.D.Dilation)
            for (int th = 0, atH = windows.H.First(h); th < tapsH; th++, atH += windows.H.Dilation)
                for (int tw = 0, atW = windows.W.First(w); tw < tapsW; tw++, atW += windows.W.Dilation, count++)
                {
                    numbers[count] = (atD * s.Input.H + atH) * s.Input.W + atW;
                    offsets[count] = (image + numbers[count]) * s.Channels;
                }

        return count;
    }

    /// <summary>The outputs that see an input, with the sizes of their windows.</summary>
    public int Outputs(int n, int d, int h, int w, Divisor divisor)
    {
        int seenD = windows.D.Seen(d), seenH = windows.H.Seen(h), seenW = windows.W.Seen(w), count = 0;
        int* byD = windows.D.SeenBy(d), byH = windows.H.SeenBy(h), byW = windows.W.SeenBy(w);
        for (var i = 0; i < seenD; i++)
            for (var j = 0; j < seenH; j++)
                for (var k = 0; k < seenW; k++, count++)
                {
                    numbers[count] = Size(byD[i], byH[j], byW[k], divisor);
                    offsets[count] = ((((nint)n * s.Output.D + byD[i]) * s.Output.H + byH[j]) * s.Output.W + byW[k]) * s.Channels;
                }

        return count;
    }

    /// <summary>By what the sum of an averaging window is divided.</summary>
    public int Size(int d, int h, int w, Divisor divisor) => divisor.Size(
        windows.D.Taps(d) * windows.H.Taps(h) * windows.W.Taps(w),
        windows.D.PaddedTaps(d) * windows.H.PaddedTaps(h) * windows.W.PaddedTaps(w));
}
