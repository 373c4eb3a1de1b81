namespace Nabla.Kernels;

/// <summary>
/// The gradient of 3×3 weights by the transpose of <see cref="Winograd{R}"/>: dw = Gᵀ [Σ over tiles of (A g Aᵀ) ⊙ (Bᵀ x B)] G, where the sum
/// is 36 matrix products over the tiles.
/// </summary>
/// <remarks>
/// A chunk is one of a fixed number of slices of the tiles by one of the panels of output channels. It transforms what it needs itself, some
/// inputs more than once: reading what another core has just written costs more. Each slice owns its sums, which are added up in order.
/// </remarks>
readonly unsafe struct WinogradWeightSums<R> : IWork where R : struct, IRegister<R, float>
{
    const int Area = WinogradTransforms<R>.Area;
    const int Taps = WinogradTiles.Taps * WinogradTiles.Taps;
    const int PartBytes = 4 << 20;          // of transforms at a time
    const int MinTiles = 128;               // at a time: with fewer the transform of their sums counts
    const int WantedChunks = 4;
    const long MaxSumBytes = 16 << 20;      // all slices' sums together
    const long TileCost = 18;               // of transforming a number of a tile's channel, in multiply-adds: measured
    const long WeightCost = 30;             // of transforming a number of the sums: measured

    readonly WinogradTiles tiles;
    readonly Lanes lanes;
    readonly int channels, outputs, most, slices, panelSlices;
    readonly float* x, g, sums;

    WinogradWeightSums(in ConvShape shape, float* x, float* g, float* sums)
    {
        tiles = new(Stencil.Forward(shape));
        (channels, outputs) = (shape.InChannels, shape.OutChannels);
        lanes = new(1, outputs, R.Count);
        this.x = x;
        this.g = g;
        this.sums = sums;
        most = Math.Max(MinTiles, PartBytes / (Area * sizeof(float) * (channels + outputs)));
        var parts = (tiles.Count + most - 1) / most;
        slices = (int)Math.Clamp(MaxSumBytes / (Weights * outputs * sizeof(float)), 1, parts == 1 ? 1 : Math.Min(16, (parts + 1) & ~1));
        panelSlices = Math.Clamp(WantedChunks / slices, 1, lanes.Panels);
    }

    /// <summary>Weights of an output channel.</summary>
    nint Weights => (nint)Taps * channels;

    /// <summary>Whether the gradient is that of a plain 3×3 sum and is expected to take at least a tenth less time than the direct one.</summary>
    public static bool Wins(in ConvShape shape)
    {
        var s = Stencil.Forward(shape);
        long products = (long)shape.InChannels * shape.OutChannels, edges = shape.InChannels + shape.OutChannels;
        var tiles = new WinogradTiles(s).Count;
        var winograd = Area * (tiles * (products + TileCost * edges) + WeightCost * products);
        return Winograd<R>.Fits(shape, s) && 10 * s.Pixels * s.Taps * products >= 11 * winograd;
    }

    public static void Run(in ConvShape shape, float* x, float* g, float* dw)
    {
        var plan = new WinogradWeightSums<R>(shape, x, g, null);
        using var sums = new Scratch<float>(plan.slices * plan.Weights * plan.outputs);
        var work = new WinogradWeightSums<R>(shape, x, g, sums.Pointer);
        Workers.Run(work, plan.slices * plan.panelSlices);
        WeightTotals<float, R>.Run(plan.lanes, plan.Weights, plan.slices, sums.Pointer, dw);
    }

    public void Run(int chunk)
    {
        var (slice, panels) = (chunk / panelSlices, chunk % panelSlices);
        int first = lanes.Panels * panels / panelSlices, last = lanes.Panels * (panels + 1) / panelSlices;
        var own = sums + slice * Weights * outputs;
        var (from, to) = ((int)((long)tiles.Count * slice / slices), (int)((long)tiles.Count * (slice + 1) / slices));
        var parts = Math.Max(1, (to - from + most - 1) / most);
        nint room = (to - from + parts - 1) / parts;
        for (var p = first; p < last; p++)
            new Span<float>(own + lanes[p].Before * Weights, checked((int)(Weights * lanes[p].Width))).Clear();
        using var inputs = new Scratch<float>(Area * room * channels);
        using var gradients = new Scratch<float>(Area * room * outputs);
        for (var part = 0; part < parts; part++)
        {
            int at = from + (to - from) * part / parts, count = from + (to - from) * (part + 1) / parts - at;
            TransformInputs(at, count, inputs.Pointer);
            TransformGradients(at, count, first, last, gradients.Pointer);
            for (var p = first; p < last; p++)
                for (var c = 0; c < channels; c += R.Count)
                    Add(lanes[p], c, count, inputs.Pointer, gradients.Pointer, own);
        }
    }

    // Each register of channels has 36 lists of tiles.
    void TransformInputs(int from, int count, float* inputs)
    {
        using var zeros = new Scratch<float>(channels);
        new Span<float>(zeros.Pointer, channels).Clear();
        var pixels = stackalloc float*[Area];
        for (var i = 0; i < count; i++)
        {
            tiles.Inputs(from + i, x, channels, zeros.Pointer, pixels);
            for (var c = 0; c < channels; c += R.Count)
                WinogradTransforms<R>.Input(pixels, c, inputs + (nint)Area * count * c + i * R.Count, (nint)count * R.Count);
        }
    }

    // Each panel has 36 lists of tiles.
    void TransformGradients(int from, int count, int first, int last, float* gradients)
    {
        using var zeros = new Scratch<float>(outputs);
        new Span<float>(zeros.Pointer, outputs).Clear();
        var pixels = stackalloc float*[Area];
        for (var i = 0; i < count; i++)
        {
            tiles.Targets(from + i, g, outputs, zeros.Pointer, pixels);
            for (var p = first; p < last; p++)
            {
                var panel = lanes[p];
                var to = gradients + panel.Before * Area * count + i * panel.Width;
                for (var lane = 0; lane < panel.Width; lane += R.Count)
                    WinogradTransforms<R>.Gradient(pixels, panel.First + lane, to + lane, (nint)count * panel.Width);
            }
        }
    }

    /// <summary>Adds the products of <paramref name="count"/> tiles to the weights of a panel for a register of input channels.</summary>
    void Add(in Panel panel, int channel, int count, float* inputs, float* gradients, float* own)
    {
        var size = R.Count * panel.Width;
        using var sums = new Scratch<float>(Area * size);
        Multiply(panel, count, inputs + (nint)Area * count * channel, gradients + panel.Before * Area * count, sums.Pointer);
        var to = own + panel.Before * Weights + channel * panel.Width;
        for (var i = 0; i < size; i += R.Count)
            WinogradTransforms<R>.WeightGradient(sums.Pointer + i, size, to + i, (nint)channels * panel.Width);
    }

    /// <summary>sums[e, channel, lane] = Σ over tiles of inputs[e, tile, channel] · gradients[e, tile, lane] for the 36 numbers e.</summary>
    static void Multiply(in Panel panel, int count, float* inputs, float* gradients, float* sums)
    {
        var some = Math.Min(R.Count, R.MaxRows >= 8 ? 8 : 4);       // divides a register of channels
        var rows = stackalloc float*[some];
        var targets = stackalloc float*[some];
        var zeros = stackalloc float[2 * R.Count];
        new Span<float>(zeros, 2 * R.Count).Clear();
        Segment whole = default;
        var sum = new TileSum<float>
        {
            Segments = &whole, SegmentCount = 1, Length = count, Rows = rows, RowStep = R.Count, Targets = targets,
            Start = zeros, Panel = gradients, PanelStep = panel.Width,
        };
        for (var e = 0; e < Area; e++, sum.Panel += count * panel.Width, inputs += count * R.Count)
            for (var c = 0; c < R.Count; c += some)
            {
                for (var i = 0; i < some; i++, sums += panel.Width)
                {
                    rows[i] = inputs + c + i;
                    targets[i] = sums;
                }

                Tile<float, R, Mixed>.Run(some, panel.Width > R.Count, sum);
            }
    }
}
