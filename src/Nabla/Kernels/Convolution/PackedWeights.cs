namespace Nabla.Kernels;

/// <summary>
/// Weights in the order in which tiles read them: for each panel a line of biases, then for each neighbour and each channel summed over
/// one line of weights, a weight per lane. Lanes beyond the channels are zero.
/// </summary>
readonly unsafe struct PackedWeights<T>(ConvShape shape, Stencil stencil, Lanes lanes, bool lanesAreInputs, T* w, T* bias, T* packed) : IWork
    where T : unmanaged
{
    /// <summary>Lines of a panel, without the biases.</summary>
    public static nint Lines(in Stencil s, int channels) => (nint)s.Taps * channels;

    int Depth => shape.IsDepthwise ? 1 : lanesAreInputs ? shape.GroupOutputs : shape.GroupInputs;

    int Steps => Math.Max(1, stencil.Taps);

    public void Pack()
    {
        var small = lanes.Total * stencil.Taps * Depth < 1 << 14;
        if (small)
            for (var i = 0; i < lanes.Panels * Steps; i++)
                Run(i);
        else
            Workers.Run(this, lanes.Panels * Steps);
    }

    /// <summary>Packs one neighbour of one panel.</summary>
    public void Run(int chunk)
    {
        var panel = lanes[chunk / Steps];
        var t = chunk % Steps;
        var to = packed + panel.Before * (Lines(stencil, Depth) + 1);
        if (t == 0)
            for (var lane = 0; lane < panel.Width; lane++)
                to[lane] = bias != null && lane < panel.Used ? bias[panel.Group * lanes.Channels + panel.First + lane] : default;
        if (stencil.Taps == 0)
            return;
        to += (1 + (nint)t * Depth) * panel.Width;
        var tap = stencil.KernelTap(t, shape.Kernel);
        if (lanesAreInputs && !shape.IsDepthwise)
            PackInputs(panel, tap, to);
        else
            PackOutputs(panel, tap, to);
    }

    // to[c][lane] = w[first + lane, tap, c]
    void PackOutputs(in Panel panel, int tap, T* to)
    {
        var row = (nint)shape.Kernel.Volume * shape.GroupInputs;
        var from = w + ((nint)panel.Group * lanes.Channels + panel.First) * row + (nint)tap * shape.GroupInputs;
        for (var c = 0; c < Depth; c++, to += panel.Width)
        {
            for (var lane = 0; lane < panel.Used; lane++)
                to[lane] = from[lane * row + c];
            for (var lane = panel.Used; lane < panel.Width; lane++)
                to[lane] = default;
        }
    }

    // to[o][lane] = w[o, tap, first + lane]
    void PackInputs(in Panel panel, int tap, T* to)
    {
        var row = (nint)shape.Kernel.Volume * shape.GroupInputs;
        var from = w + (nint)panel.Group * Depth * row + (nint)tap * shape.GroupInputs + panel.First;
        for (var o = 0; o < Depth; o++, to += panel.Width, from += row)
        {
            new ReadOnlySpan<T>(from, panel.Used).CopyTo(new Span<T>(to, panel.Used));
            new Span<T>(to + panel.Used, panel.Width - panel.Used).Clear();
        }
    }
}
