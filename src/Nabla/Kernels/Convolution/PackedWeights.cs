namespace Nabla.Kernels;

/// <summary>
/// Weights in the order in which tiles read them: for each panel a line of biases, then for each neighbour and each channel summed over
/// one line of weights, a weight per lane. Lanes beyond the channels are zero.
/// </summary>
/// <remarks>A chunk is one neighbour of one group with a block of the channels summed over.</remarks>
readonly unsafe struct PackedWeights<T>(ConvShape shape, Stencil stencil, Lanes lanes, bool lanesAreInputs, T* w, T* bias, T* packed) : IWork
    where T : unmanaged
{
    const int Block = 128;
    const int SmallWork = 1 << 14;

    int Depth => shape.IsDepthwise ? 1 : lanesAreInputs ? shape.GroupOutputs : shape.GroupInputs;

    int Blocks => (Depth + Block - 1) / Block;

    /// <summary>Elements from one tap of an output channel to the same tap of the next.</summary>
    nint Row => (nint)shape.Kernel.Volume * shape.GroupInputs;

    /// <summary>Lines of a panel, without the biases.</summary>
    public static nint Lines(in Stencil s, int channels) => (nint)s.Taps * channels;

    public void Pack()
    {
        for (var i = 0; i < lanes.Panels; i++)
            PackBias(lanes[i]);
        var chunks = lanes.Groups * stencil.Taps * Blocks;
        if (lanes.Total * stencil.Taps * Depth >= SmallWork)
            Workers.Run(this, chunks);
        else
            for (var i = 0; i < chunks; i++)
                Run(i);
    }

    public void Run(int chunk)
    {
        var first = chunk % Blocks * Block;
        var (t, group) = (chunk / Blocks % stencil.Taps, chunk / Blocks / stencil.Taps);
        var count = Math.Min(Block, Depth - first);
        var tap = w + (nint)stencil.KernelTap(t, shape.Kernel) * shape.GroupInputs;
        var line = (nint)t * Depth + first;
        if (lanesAreInputs && !shape.IsDepthwise)
            PackInputs(group, line, tap + ((nint)group * Depth + first) * Row, count);
        else
            PackOutputs(group, line, tap + (nint)group * lanes.Channels * Row + first, count);
    }

    // line[c][lane] = w[lane, tap, c]
    void PackOutputs(int group, nint line, T* from, int count)
    {
        for (var p = 0; p < lanes.PerGroup; p++)
        {
            var panel = lanes[group * lanes.PerGroup + p];
            var to = At(panel, line);
            Transposition.Copy(from + panel.First * Row, Row, to, panel.Width, panel.Used, count);
            for (var c = 0; c < count && panel.Used < panel.Width; c++)
                new Span<T>(to + c * panel.Width + panel.Used, panel.Width - panel.Used).Clear();
        }
    }

    // line[o][lane] = w[o, tap, lane]
    void PackInputs(int group, nint line, T* from, int count)
    {
        for (var o = 0; o < count; o++, line++, from += Row)
            for (var p = 0; p < lanes.PerGroup; p++)
            {
                var panel = lanes[group * lanes.PerGroup + p];
                var to = At(panel, line);
                new ReadOnlySpan<T>(from + panel.First, panel.Used).CopyTo(new Span<T>(to, panel.Used));
                new Span<T>(to + panel.Used, panel.Width - panel.Used).Clear();
            }
    }

    void PackBias(in Panel panel)
    {
        var to = At(panel, -1);
        for (var lane = 0; lane < panel.Width; lane++)
            to[lane] = bias != null && lane < panel.Used ? bias[panel.Group * lanes.Channels + panel.First + lane] : default;
    }

    T* At(in Panel panel, nint line) => packed + panel.Before * (Lines(stencil, Depth) + 1) + (line + 1) * panel.Width;
}
