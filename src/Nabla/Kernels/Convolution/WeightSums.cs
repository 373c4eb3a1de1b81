namespace Nabla.Kernels;

/// <summary>
/// The gradient of the weights: dw[o, k] = Σ over pixels p of g[p, o] · x[p + neighbour(k), channel(k)], where k counts the weights of an
/// output channel. Rows of a tile are values of k, lanes are output channels, steps are pixels along a line.
/// </summary>
/// <remarks>
/// A chunk is one panel of output channels (of a depthwise convolution, all) and one of a fixed number of parts of the pixels; it owns its
/// sums, which are added up in the order of the parts at the end. So each weight is summed in one order, whatever the number of threads.
/// </remarks>
readonly unsafe struct WeightSums<T, R, TRead> : IWork
    where T : unmanaged where R : struct, IRegister<R, T> where TRead : struct, IRead
{
    const int CacheBytes = 384 << 10;
    const int MinPixels = 64;
    const int MaxPixels = 4096;
    const int WantedChunks = 16;
    const long SmallWork = 1 << 18;
    const long MaxSumBytes = 32 << 20;      // all parts' sums together

    readonly ConvShape shape;
    readonly Stencil stencil;
    readonly Boxes boxes;
    readonly Lanes lanes;
    readonly int parts, depth;
    readonly T* x, g, sums;

    WeightSums(in ConvShape shape, T* x, T* g, T* sums)
    {
        this.shape = shape;
        this.x = x;
        this.g = g;
        this.sums = sums;
        stencil = Stencil.Forward(shape);
        var groups = TRead.PerLane ? 1 : shape.Groups;
        lanes = new(groups, shape.OutChannels / groups, R.Count);
        depth = TRead.PerLane ? 1 : shape.GroupInputs;

        var work = stencil.Pixels * Weights * lanes.Total;
        var perPixel = (long)Math.Max(1, shape.InChannels / groups) * sizeof(T) * stencil.H.Step * stencil.W.Step;
        var pixels = Math.Clamp(CacheBytes / perPixel, MinPixels, MaxPixels);
        if (work >= SmallWork)
            pixels = Math.Min(pixels, Math.Max(MinPixels, stencil.Pixels / WantedChunks));
        boxes = new(stencil, pixels);
        var most = Math.Min(boxes.Count, MaxSumBytes / Math.Max(1, Weights * lanes.Total * sizeof(T)));
        parts = work < SmallWork ? 1 : (int)Math.Clamp(WantedChunks / PanelChunks, 1, Math.Max(1, most));
    }

    WeightSums(in WeightSums<T, R, TRead> other, T* sums)
    {
        this = other;
        this.sums = sums;
    }

    /// <summary>Weights of an output channel.</summary>
    nint Weights => (nint)stencil.Taps * depth;

    int PanelsPerChunk => TRead.PerLane ? lanes.Panels : 1;

    int PanelChunks => lanes.Panels / PanelsPerChunk;

    public static void Run(in ConvShape shape, T* x, T* g, T* dw)
    {
        var plan = new WeightSums<T, R, TRead>(shape, x, g, null);
        using var sums = new Scratch<T>(plan.parts * plan.Weights * plan.lanes.Total);
        var work = new WeightSums<T, R, TRead>(plan, sums.Pointer);
        Workers.Run(work, plan.parts * plan.PanelChunks);
        WeightTotals<T, R>.Run(plan.lanes, plan.Weights, plan.parts, sums.Pointer, dw);
    }

    public void Run(int chunk)
    {
        var first = chunk % PanelChunks * PanelsPerChunk;
        var (part, group) = (chunk / PanelChunks, lanes[first].Group);
        var own = sums + part * Weights * lanes.Total;
        for (var p = first; p < first + PanelsPerChunk; p++)
            new Span<T>(own + lanes[p].Before * Weights, checked((int)(Weights * lanes[p].Width))).Clear();
        for (var i = (int)((long)boxes.Count * part / parts); i < (int)((long)boxes.Count * (part + 1) / parts); i++)
            Add(boxes[i], group, first, own);
    }

    /// <summary>Adds the pixels of one box to the sums of a chunk's panels.</summary>
    void Add(in Box box, int group, int first, T* own)
    {
        var copies = stencil.Overhangs || (TRead.PerLane && lanes.Ragged);
        var used = TRead.PerLane ? shape.InChannels : depth;
        var pitch = TRead.PerLane ? lanes.Total : depth;
        using var copy = new Scratch<T>(copies ? Patch<T>.Size(stencil, box, pitch) : 0);
        var patch = copies
            ? Patch<T>.Copy(stencil, box, x + group * depth, shape.InChannels, used, copy.Pointer, pitch)
            : Patch<T>.Direct(stencil, box, x + group * depth, shape.InChannels);

        using var pointers = new Scratch<nint>(2 * Weights);
        Point(patch, (T**)pointers.Pointer);
        for (var p = first; p < first + PanelsPerChunk; p++)
            Add(box, patch, lanes[p], (T**)pointers.Pointer, own + lanes[p].Before * Weights);
    }

    void Add(in Box box, in Patch<T> patch, in Panel panel, T** rows, T* own)
    {
        var pixels = Stencil.Forward(new(
            shape.Batch, shape.Output, 1, shape.Output, 1, new(1, 1, 1), new(1, 1, 1), default, new(1, 1, 1), 1));
        var ragged = panel.Used != panel.Width;
        var firstLane = panel.Group * lanes.Channels + panel.First;
        using var copy = new Scratch<T>(ragged ? Patch<T>.Size(pixels, box, panel.Width) : 0);
        var gradient = ragged
            ? Patch<T>.Copy(pixels, box, g + firstLane, shape.OutChannels, panel.Used, copy.Pointer, panel.Width)
            : Patch<T>.Direct(pixels, box, g + firstLane, shape.OutChannels);

        using var list = new Scratch<Segment>((nint)box.N * box.D * box.H);
        var sum = new TileSum<T>
        {
            Segments = list.Pointer,
            SegmentCount = Lines(box, patch, gradient, list.Pointer),
            Length = box.W,
            RowOffset = TRead.PerLane ? panel.First : 0,
            RowStep = stencil.W.Step * patch.Pitch,
            Panel = gradient.Origin,
            PanelStep = gradient.Pitch,
            StartStep = panel.Width,
        };
        var targets = rows + Weights;
        for (nint k = 0; k < Weights; k++)
            targets[k] = own + k * panel.Width;
        var tiles = (Weights + R.MaxRows - 1) / R.MaxRows;
        for (nint t = 0; t < tiles; t++)
        {
            nint from = Weights * t / tiles, count = Weights * (t + 1) / tiles - from;
            sum.Rows = rows + from;
            sum.Targets = targets + from;
            sum.Start = own + from * panel.Width;
            Tile<T, R, TRead>.Run((int)count, panel.Width > R.Count, sum);
        }
    }

    /// <summary>Lists where the box's lines of pixels begin in x (elements) and in g (pixels).</summary>
    int Lines(in Box box, in Patch<T> patch, in Patch<T> gradient, Segment* segments)
    {
        nint stepD = stencil.D.Step * patch.Plane, stepH = stencil.H.Step * patch.Line;
        var count = 0;
        for (var n = 0; n < box.N; n++)
            for (var d = 0; d < box.D; d++)
                for (var h = 0; h < box.H; h++, count++)
                    segments[count] = new(
                        n * patch.Image + d * stepD + h * stepH,
                        (n * gradient.Image + d * gradient.Plane + h * gradient.Line) / gradient.Pitch);
        return count;
    }

    /// <summary>Lists where each weight of an output channel finds its factor of the first pixel.</summary>
    void Point(in Patch<T> patch, T** rows)
    {
        for (var d = 0; d < stencil.D.Taps; d++)
            for (var h = 0; h < stencil.H.Taps; h++)
                for (var w = 0; w < stencil.W.Taps; w++)
                {
                    var from = patch.Origin + d * stencil.D.Gap * patch.Plane + h * stencil.H.Gap * patch.Line
                        + w * stencil.W.Gap * patch.Pitch;
                    for (var c = 0; c < depth; c++)
                        *rows++ = from + c;
                }
    }
}

/// <summary>Adds the parts of the weights' gradient in their order and turns lanes into rows: dw[o, k] = Σ over parts of sums[part][k, o].</summary>
readonly unsafe struct WeightTotals<T, R>(Lanes lanes, nint weights, int parts, T* sums, T* dw) : IWork
    where T : unmanaged where R : struct, IRegister<R, T>
{
    const int Block = 64;

    int Blocks => (int)((weights + Block - 1) / Block);

    public static void Run(in Lanes lanes, nint weights, int parts, T* sums, T* dw)
    {
        var work = new WeightTotals<T, R>(lanes, weights, parts, sums, dw);
        Workers.Run(work, lanes.Panels * work.Blocks);
    }

    public void Run(int chunk)
    {
        var panel = lanes[chunk / Blocks];
        nint first = chunk % Blocks * Block, count = Math.Min(Block, weights - first);
        var from = sums + panel.Before * weights + first * panel.Width;
        var one = Vector1();
        for (var part = 1; part < parts; part++)
        {
            var other = from + part * weights * lanes.Total;
            for (nint i = 0; i < count * panel.Width; i += R.Count)
                R.MultiplyAdd(R.Load(other + i), one, R.Load(from + i)).Store(from + i);
        }

        var to = dw + ((nint)panel.Group * lanes.Channels + panel.First) * weights + first;
        Transposition.Copy(from, panel.Width, to, weights, count, panel.Used);
    }

    static R Vector1()
    {
        var one = typeof(T) == typeof(float) ? (T)(object)1f : (T)(object)1d;
        return R.Broadcast(&one);
    }
}
