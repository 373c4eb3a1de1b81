namespace Nabla.Kernels;

/// <summary>
/// The sum over 3×3 neighbours of <see cref="Sweep{T,R,TRead}"/> with a quarter of the multiplications, by Winograd's
/// F(4×4, 3×3): 6×6 inputs, weights and sums are transformed, and between the transforms stand 36 matrix products.
/// </summary>
/// <remarks>
/// A chunk is a block of tiles of 4×4 outputs whose transformed inputs stay in the second-level cache; one panel of weights at a time passes
/// over them, and its sums are transformed back and written once. Where there are fewer tiles than weights, a chunk is a few panels for all
/// tiles instead: it transforms its weights itself, and the inputs as often as there are chunks. Over random data the largest error was
/// 0.6e-6 (16 channels) to 3e-6 (512 channels) of the largest output, 1.4 to 2 times that of the direct sum.
/// </remarks>
readonly unsafe struct Winograd<R> : IWork where R : struct, IRegister<R, float>
{
    const int Outputs = WinogradTiles.Outputs;
    const int Taps = WinogradTiles.Taps * WinogradTiles.Taps;
    const int Area = WinogradTransforms<R>.Area;
    const int CacheBytes = 320 << 10;
    const int Slices = 4;           // of the panels, where each transforms all inputs
    const long ChannelCost = 20;    // of transforming a number of a tile's channel, in multiply-adds: measured
    const long WeightCost = 64;     // of transforming a weight that other threads read
    const long OwnWeightCost = 20;  // of transforming a weight that is used at once

    readonly Stencil stencil;
    readonly WinogradTiles tiles;
    readonly Lanes lanes;
    readonly int channels, targetChannels, chunks;
    readonly bool byPanels, backward;
    readonly nint pitch;
    readonly float* source, target, w, bias, weights;

    Winograd(in ConvShape shape, in Stencil stencil, bool backward, float* source, float* w, float* bias, float* weights, float* target)
    {
        this.stencil = stencil;
        this.backward = backward;
        this.source = source;
        this.w = w;
        this.bias = bias;
        this.weights = weights;
        this.target = target;
        tiles = new(stencil);
        (channels, targetChannels) = backward ? (shape.OutChannels, shape.InChannels) : (shape.InChannels, shape.OutChannels);
        lanes = new(1, targetChannels, R.Count);
        pitch = channels + 16;          // a power of two would put all tiles of a product into the same sets of the first cache
        byPanels = ByPanels(tiles.Count, targetChannels);
        var rows = (int)Math.Clamp(CacheBytes / (Area * sizeof(float) * pitch) / R.MaxRows, 1, 4) * R.MaxRows;
        chunks = byPanels
            ? Math.Min(Slices, lanes.Panels)
            : Math.Max((tiles.Count + rows - 1) / rows, Math.Min(2, tiles.Count));
    }

    /// <summary>Whether the sum is over 3×3 plain neighbours of whole registers of channels.</summary>
    public static bool Fits(in ConvShape shape, in Stencil s) =>
        shape.Groups == 1 && shape.InChannels % R.Count == 0 && shape.OutChannels % R.Count == 0
        && IsPlain(s.H) && IsPlain(s.W) && s.D is { Taps: 1, First: 0, Step: 1, Stride: 1 } && s.D.Source == s.D.Count;

    /// <summary>Whether the sum fits and is expected to take at least a tenth less time than the direct one, transforms included.</summary>
    public static bool Wins(in ConvShape shape, in Stencil s, bool backward)
    {
        var (channels, targetChannels) = backward ? (shape.OutChannels, shape.InChannels) : (shape.InChannels, shape.OutChannels);
        long products = (long)channels * targetChannels, tiles = new WinogradTiles(s).Count;
        var byPanels = ByPanels(tiles, targetChannels);
        var numbers = (byPanels ? Slices : 1) * channels + targetChannels;
        var winograd = Area * (tiles * (products + ChannelCost * numbers) + (byPanels ? OwnWeightCost : WeightCost) * products);
        return Fits(shape, s) && 10 * s.Pixels * s.Taps * products >= 11 * winograd;
    }

    static bool ByPanels(long tiles, int targetChannels) => 4 * tiles <= targetChannels;

    static bool IsPlain(in Axis a) => a is { Taps: 3, Gap: 1, Step: 1, Stride: 1 };

    /// <summary>As <see cref="Sweep{T,R,TRead}.Run(in ConvShape, in Stencil, bool, T*, T*, T*, T*)"/>.</summary>
    public static void Run(in ConvShape shape, in Stencil stencil, bool backward, float* source, float* w, float* bias, float* target)
    {
        var plan = new Winograd<R>(shape, stencil, backward, source, w, bias, null, target);
        using var weights = new Scratch<float>(plan.byPanels ? 0 : plan.lanes.Total * Area * plan.channels);
        var winograd = new Winograd<R>(shape, stencil, backward, source, w, bias, weights.Pointer, target);
        if (!plan.byPanels)
            Workers.Run(new WeightTransform(winograd), winograd.lanes.Panels);
        Workers.Run(winograd, winograd.chunks);
    }

    public void Run(int chunk)
    {
        if (byPanels)
            RunPanels(lanes.Panels * chunk / chunks, lanes.Panels * (chunk + 1) / chunks);
        else
            RunTiles((int)((long)tiles.Count * chunk / chunks), (int)((long)tiles.Count * (chunk + 1) / chunks));
    }

    void RunTiles(int from, int to)
    {
        var count = to - from;
        using var inputs = new Scratch<float>(Area * count * pitch);
        TransformInputs(from, count, inputs.Pointer);
        using var sums = new Scratch<float>(Area * count * 2 * R.Count);
        for (var p = 0; p < lanes.Panels; p++)
        {
            var panel = lanes[p];
            Multiply(panel, count, inputs.Pointer, weights + panel.Before * Area * channels, sums.Pointer);
            TransformSums(panel, from, count, sums.Pointer);
        }
    }

    void RunPanels(int from, int to)
    {
        var count = tiles.Count;
        using var inputs = new Scratch<float>(Area * count * pitch);
        TransformInputs(0, count, inputs.Pointer);
        using var sums = new Scratch<float>(Area * count * 2 * R.Count);
        using var own = new Scratch<float>((nint)Area * channels * 2 * R.Count);
        for (var p = from; p < to; p++)
        {
            TransformWeights(lanes[p], own.Pointer);
            Multiply(lanes[p], count, inputs.Pointer, own.Pointer, sums.Pointer);
            TransformSums(lanes[p], 0, count, sums.Pointer);
        }
    }

    void TransformInputs(int from, int count, float* inputs)
    {
        using var zeros = new Scratch<float>(channels);
        new Span<float>(zeros.Pointer, channels).Clear();
        var pixels = stackalloc float*[Area];
        for (var i = 0; i < count; i++)
        {
            tiles.Inputs(from + i, source, channels, zeros.Pointer, pixels);
            for (var c = 0; c < channels; c += R.Count)
                WinogradTransforms<R>.Input(pixels, c, inputs + i * pitch + c, count * pitch);
        }
    }

    /// <summary>Writes the 36 lines [channel, lane] of a panel: for the input's gradient w[channel, 8 − tap, lane], else w[lane, tap, channel].</summary>
    void TransformWeights(in Panel panel, float* to)
    {
        const int Block = 64;       // channels turned at a time
        nint width = panel.Width, line = channels * width;
        if (backward)
        {
            for (var c = 0; c < channels; c++)
                for (var lane = 0; lane < width; lane += R.Count)
                    WinogradTransforms<R>.Weights(
                        w + ((nint)c * Taps + Taps - 1) * targetChannels + panel.First + lane, -targetChannels, to + c * width + lane, line);
            return;
        }

        using var turned = new Scratch<float>(Taps * Block * width);
        for (var c = 0; c < channels; c += Block)
        {
            var count = Math.Min(Block, channels - c);
            for (var tap = 0; tap < Taps; tap++)
                Transposition.Copy(
                    w + ((nint)panel.First * Taps + tap) * channels + c, (nint)Taps * channels,
                    turned.Pointer + tap * Block * width, width, width, count);
            for (nint i = 0; i < count * width; i += R.Count)
                WinogradTransforms<R>.Weights(turned.Pointer + i, Block * width, to + c * width + i, line);
        }
    }

    /// <summary>sums[e, tile, lane] = Σ over channels of inputs[e, tile, channel] · weights[e, channel, lane] for the 36 numbers e.</summary>
    void Multiply(in Panel panel, int count, float* inputs, float* weights, float* sums)
    {
        var zeros = stackalloc float[2 * R.Count];
        var rows = stackalloc float*[R.MaxRows];
        var targets = stackalloc float*[R.MaxRows];
        Segment whole = default;
        var sum = new TileSum<float>
        {
            Segments = &whole, SegmentCount = 1, Length = channels, Rows = rows, RowStep = 1, Start = zeros, StartStep = 0, Targets = targets,
            Panel = weights, PanelStep = panel.Width,
        };
        new Span<float>(zeros, 2 * R.Count).Clear();
        var parts = (count + R.MaxRows - 1) / R.MaxRows;
        for (var e = 0; e < Area; e++, sum.Panel += (nint)channels * panel.Width)
            for (var part = 0; part < parts; part++)
            {
                int from = count * part / parts, some = count * (part + 1) / parts - from;
                for (var i = 0; i < some; i++)
                {
                    var row = (nint)e * count + from + i;
                    rows[i] = inputs + row * pitch;
                    targets[i] = sums + row * panel.Width;
                }

                Tile<float, R, Mixed>.Run(some, panel.Width > R.Count, sum);
            }
    }

    void TransformSums(in Panel panel, int from, int count, float* sums)
    {
        var tile = stackalloc float[Outputs * Outputs * R.Count];
        var zeros = stackalloc float[R.Count];
        new Span<float>(zeros, R.Count).Clear();
        for (var i = 0; i < count; i++)
        {
            var (image, y, x) = tiles[from + i];
            int height = Math.Min(Outputs, stencil.H.Count - y), width = Math.Min(Outputs, stencil.W.Count - x);
            for (var lane = 0; lane < panel.Width; lane += R.Count)
            {
                var plus = bias == null ? zeros : bias + panel.First + lane;
                WinogradTransforms<R>.Output(sums + i * panel.Width + lane, (nint)count * panel.Width, plus, tile);
                for (var r = 0; r < height; r++)
                {
                    var line = ((nint)image * stencil.H.Count + y + r) * stencil.W.Count + x;
                    var to = target + line * targetChannels + panel.First + lane;
                    for (var c = 0; c < width; c++, to += targetChannels)
                        R.Load(tile + (r * Outputs + c) * R.Count).Store(to);
                }
            }
        }
    }

    /// <summary>A chunk is one panel.</summary>
    readonly struct WeightTransform(Winograd<R> owner) : IWork
    {
        public void Run(int chunk)
        {
            var panel = owner.lanes[chunk];
            owner.TransformWeights(panel, owner.weights + panel.Before * Area * owner.channels);
        }
    }
}
