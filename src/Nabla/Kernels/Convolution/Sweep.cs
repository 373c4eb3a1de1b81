namespace Nabla.Kernels;

/// <summary>
/// A sum over neighbours for all its outputs: y[pixel, lane] = bias[lane] + Σ x[pixel + neighbour, channel] · w[neighbour, channel, lane].
/// It is the forward convolution, and each phase of the input's gradient.
/// </summary>
/// <remarks>
/// A chunk is a box of output pixels times a range of panels. The box's source, with its zeros, is small enough for the second-level
/// cache; there a panel of weights passes over all tiles of pixels before the next panel is read.
/// </remarks>
readonly unsafe struct Sweep<T, R, TRead> : IWork
    where T : unmanaged where R : struct, IRegister<R, T> where TRead : struct, IRead
{
    const int CacheBytes = 320 << 10;       // source and target of a box: a good part of a second-level cache shared with a panel of weights
    const int MinPixels = 4 * 14;           // below four tiles reading a panel costs as much as using it
    const int MaxPixels = 4096;
    const int WantedChunks = 16;
    const long SmallWork = 1 << 18;         // multiply-adds that take as long as waking a thread

    readonly Stencil stencil;
    readonly Boxes boxes;
    readonly Lanes lanes;
    readonly int channels, targetChannels, panelParts;
    readonly T* source, target, packed;

    Sweep(in Stencil stencil, in Lanes lanes, int channels, int targetChannels, T* source, T* packed, T* target)
    {
        (this.stencil, this.lanes, this.channels, this.targetChannels) = (stencil, lanes, channels, targetChannels);
        this.source = source;
        this.packed = packed;
        this.target = target;
        var work = stencil.Pixels * stencil.Taps * targetChannels * Depth;
        var perPixel = ((long)channels * stencil.H.Step * stencil.W.Step + targetChannels) * sizeof(T);
        var pixels = Math.Clamp((TRead.PerLane ? 2 : 1) * CacheBytes / perPixel, MinPixels, MaxPixels);
        if (work >= SmallWork)
            pixels = Math.Min(pixels, Math.Max(MinPixels, stencil.Pixels / WantedChunks));
        boxes = new(stencil, pixels);
        panelParts = work < SmallWork ? 1 : Math.Clamp(WantedChunks / Math.Max(1, boxes.Count), 1, lanes.Panels);
    }

    /// <summary>Channels summed over at each neighbour.</summary>
    int Depth => TRead.PerLane ? 1 : channels / lanes.Groups;

    /// <param name="shape">The convolution whose weights these are.</param>
    /// <param name="stencil">Which neighbours each output sums.</param>
    /// <param name="backward">Whether lanes are the input's channels and the source is a gradient.</param>
    /// <param name="source">(N, D, H, W, channels) of the stencil's source.</param>
    /// <param name="w">All weights.</param>
    /// <param name="bias">One per channel of the target, or null for zeros.</param>
    /// <param name="target">Written at the stencil's outputs only.</param>
    public static void Run(in ConvShape shape, in Stencil stencil, bool backward, T* source, T* w, T* bias, T* target)
    {
        var (channels, targetChannels) = backward
            ? (shape.OutChannels, shape.InChannels)
            : (shape.InChannels, shape.OutChannels);
        var groups = TRead.PerLane ? 1 : shape.Groups;
        var lanes = new Lanes(groups, targetChannels / groups, R.Count);
        var lines = PackedWeights<T>.Lines(stencil, TRead.PerLane ? 1 : channels / groups) + 1;
        using var packed = new Scratch<T>(lanes.Total * lines);
        new PackedWeights<T>(shape, stencil, lanes, backward, w, bias, packed.Pointer).Pack();
        var sweep = new Sweep<T, R, TRead>(stencil, lanes, channels, targetChannels, source, packed.Pointer, target);
        Workers.Run(sweep, sweep.boxes.Count * sweep.panelParts);
    }

    public void Run(int chunk)
    {
        var box = boxes[chunk / panelParts];
        var part = chunk % panelParts;
        var ragged = TRead.PerLane && lanes.Ragged;
        var copies = stencil.Overhangs || ragged;
        var pitch = ragged ? (nint)lanes.Total : channels;
        using var copy = new Scratch<T>(copies ? Patch<T>.Size(stencil, box, pitch) : 0);
        var patch = copies
            ? Patch<T>.Copy(stencil, box, source, channels, channels, copy.Pointer, pitch)
            : Patch<T>.Direct(stencil, box, source, channels);

        using var pointers = new Scratch<nint>(2 * box.Pixels);
        var rows = (T**)pointers.Pointer;
        var targets = rows + box.Pixels;
        Point(box, patch, rows, targets);

        using var list = new Scratch<Segment>(stencil.Taps);
        var sum = new TileSum<T> { Segments = list.Pointer, RowStep = 1 };
        sum.SegmentCount = Neighbours(patch, list.Pointer, out sum.Length);
        for (var p = lanes.Panels * part / panelParts; p < lanes.Panels * (part + 1) / panelParts; p++)
            Pass(lanes[p], box.Pixels, rows, targets, ref sum);
    }

    /// <summary>One panel of weights over all pixels of the box.</summary>
    void Pass(in Panel panel, int pixels, T** rows, T** targets, ref TileSum<T> sum)
    {
        sum.Start = packed + panel.Before * (PackedWeights<T>.Lines(stencil, Depth) + 1);
        sum.Panel = sum.Start + panel.Width;
        sum.PanelStep = panel.Width;
        sum.RowOffset = TRead.PerLane ? panel.First : panel.Group * Depth;
        var whole = panel.Used == panel.Width;
        var tile = stackalloc T[whole ? 0 : R.MaxRows * panel.Width];
        var spare = stackalloc T*[R.MaxRows];
        for (var i = 0; i < R.MaxRows; i++)
            spare[i] = tile + i * panel.Width;
        var offset = panel.Group * lanes.Channels + panel.First;
        sum.TargetOffset = whole ? offset : 0;

        var tiles = (pixels + R.MaxRows - 1) / R.MaxRows;
        for (var t = 0; t < tiles; t++)
        {
            int from = (int)((long)pixels * t / tiles), count = (int)((long)pixels * (t + 1) / tiles) - from;
            sum.Rows = rows + from;
            sum.Targets = whole ? targets + from : spare;
            Tile<T, R, TRead>.Run(count, panel.Width > R.Count, sum);
            if (!whole)
                for (var i = 0; i < count; i++)
                    new ReadOnlySpan<T>(spare[i], panel.Used).CopyTo(new Span<T>(targets[from + i] + offset, panel.Used));
        }
    }

    /// <summary>Lists where the neighbours of a pixel lie; along a line without gaps all taps' channels are one run.</summary>
    int Neighbours(in Patch<T> patch, Segment* segments, out int length)
    {
        var oneRun = !TRead.PerLane && stencil.W.Gap == 1 && Depth == patch.Pitch;
        var runs = oneRun ? Math.Min(1, stencil.W.Taps) : stencil.W.Taps;
        length = oneRun ? stencil.W.Taps * Depth : Depth;
        var count = 0;
        for (var d = 0; d < stencil.D.Taps; d++)
            for (var h = 0; h < stencil.H.Taps; h++)
                for (var w = 0; w < runs; w++, count++)
                    segments[count] = new(
                        d * stencil.D.Gap * patch.Plane + h * stencil.H.Gap * patch.Line + w * stencil.W.Gap * patch.Pitch,
                        (nint)count * length);
        return count;
    }

    /// <summary>Lists for each pixel of the box where its first neighbour lies and where its sum goes.</summary>
    void Point(in Box box, in Patch<T> patch, T** rows, T** targets)
    {
        var (sd, sh, sw) = (stencil.D, stencil.H, stencil.W);
        nint stepD = sd.Step * patch.Plane, stepH = sh.Step * patch.Line, stepW = sw.Step * patch.Pitch;
        var targetStep = (nint)sw.Stride * targetChannels;
        for (var n = 0; n < box.N; n++)
            for (var d = 0; d < box.D; d++)
                for (var h = 0; h < box.H; h++)
                {
                    var row = patch.Origin + n * patch.Image + d * stepD + h * stepH;
                    nint atD = sd.Start + (box.D0 + d) * sd.Stride, atH = sh.Start + (box.H0 + h) * sh.Stride;
                    var line = ((nint)(box.N0 + n) * sd.Target + atD) * sh.Target + atH;
                    var to = target + (line * sw.Target + sw.Start + box.W0 * sw.Stride) * targetChannels;
                    for (var i = 0; i < box.W; i++, row += stepW, to += targetStep)
                    {
                        *rows++ = row;
                        *targets++ = to;
                    }
                }
    }
}
