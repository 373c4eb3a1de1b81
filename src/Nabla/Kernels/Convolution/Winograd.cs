namespace Nabla.Kernels;

/// <summary>
/// The sum over 3×3 neighbours of <see cref="Sweep{T,R,TRead}"/> with a quarter of the multiplications, by Winograd's
/// F(4×4, 3×3): 6×6 inputs, weights and sums are transformed, and between the transforms stand 36 matrix products.
/// </summary>
/// <remarks>
/// A chunk is a block of tiles of 4×4 outputs whose transformed inputs stay in the second-level cache; one panel of weights at a time passes
/// over them, and its sums are transformed back and written once. Over random data the largest error was 0.6e-6 (16 channels) to
/// 3e-6 (512 channels) of the largest output, 1.4 to 2 times that of the direct sum.
/// </remarks>
readonly unsafe struct Winograd<R> : IWork where R : struct, IRegister<R, float>
{
    const int Outputs = WinogradTransforms<R>.Outputs;
    const int Side = WinogradTransforms<R>.Side;
    const int Area = WinogradTransforms<R>.Area;
    const int CacheBytes = 320 << 10;
    const long ChannelCost = 20;    // of transforming a number of a tile's channel, in multiply-adds: measured
    const long WeightCost = 64;     // of transforming a weight where the weights do not stay in cache

    readonly Stencil stencil;
    readonly Lanes lanes;
    readonly int channels, targetChannels, tilesH, tilesW, tiles, blocks;
    readonly nint pitch;
    readonly float* source, target, packed, weights;

    Winograd(in Stencil stencil, in Lanes lanes, int channels, int targetChannels, float* source, float* packed, float* weights, float* target)
    {
        (this.stencil, this.lanes, this.channels, this.targetChannels) = (stencil, lanes, channels, targetChannels);
        this.source = source;
        this.packed = packed;
        this.weights = weights;
        this.target = target;
        tilesH = Tiles(stencil.H);
        tilesW = Tiles(stencil.W);
        tiles = stencil.Batch * stencil.D.Count * tilesH * tilesW;
        pitch = channels + 16;          // a power of two would put all tiles of a product into the same sets of the first cache
        var rows = (int)Math.Clamp(CacheBytes / (Area * sizeof(float) * pitch) / R.MaxRows, 1, 4) * R.MaxRows;
        blocks = Math.Max((tiles + rows - 1) / rows, Math.Min(2, tiles));
    }

    /// <summary>Lines of a panel of packed weights: biases and nine taps.</summary>
    nint PackedLines => 9 * (nint)channels + 1;

    /// <summary>Whether the sum is over 3×3 plain neighbours of whole registers of channels.</summary>
    public static bool Fits(in ConvShape shape, in Stencil s) =>
        shape.Groups == 1 && shape.InChannels % R.Count == 0 && shape.OutChannels % R.Count == 0
        && IsPlain(s.H) && IsPlain(s.W) && s.D is { Taps: 1, First: 0, Step: 1, Stride: 1 } && s.D.Source == s.D.Count;

    /// <summary>Whether the sum fits and is expected to take at least a tenth less time than the direct one, transforms included.</summary>
    public static bool Wins(in ConvShape shape, in Stencil s)
    {
        long products = (long)shape.InChannels * shape.OutChannels, edges = shape.InChannels + shape.OutChannels;
        var tiles = (long)s.Batch * s.D.Count * Tiles(s.H) * Tiles(s.W);
        var winograd = Area * (tiles * (products + ChannelCost * edges) + WeightCost * products);
        return Fits(shape, s) && 10 * s.Pixels * s.Taps * products >= 11 * winograd;
    }

    static int Tiles(in Axis a) => (a.Count + Outputs - 1) / Outputs;

    static bool IsPlain(in Axis a) => a is { Taps: 3, Gap: 1, Step: 1, Stride: 1 };

    /// <summary>As <see cref="Sweep{T,R,TRead}.Run(in ConvShape, in Stencil, bool, T*, T*, T*, T*)"/>.</summary>
    public static void Run(in ConvShape shape, in Stencil stencil, bool backward, float* source, float* w, float* bias, float* target)
    {
        var (channels, targetChannels) = backward
            ? (shape.OutChannels, shape.InChannels)
            : (shape.InChannels, shape.OutChannels);
        var lanes = new Lanes(1, targetChannels, R.Count);
        using var packed = new Scratch<float>(lanes.Total * (9 * (nint)channels + 1));
        using var weights = new Scratch<float>(lanes.Total * Area * channels);
        new PackedWeights<float>(shape, stencil, lanes, backward, w, bias, packed.Pointer).Pack();
        var winograd = new Winograd<R>(stencil, lanes, channels, targetChannels, source, packed.Pointer, weights.Pointer, target);
        Workers.Run(new WeightTransform(winograd), lanes.Panels);
        Workers.Run(winograd, winograd.blocks);
    }

    public void Run(int chunk)
    {
        var from = (int)((long)tiles * chunk / blocks);
        var count = (int)((long)tiles * (chunk + 1) / blocks) - from;
        using var inputs = new Scratch<float>(Area * count * pitch);
        TransformInputs(from, count, inputs.Pointer);
        using var sums = new Scratch<float>(Area * count * 2 * R.Count);
        for (var p = 0; p < lanes.Panels; p++)
        {
            Multiply(lanes[p], count, inputs.Pointer, sums.Pointer);
            TransformSums(lanes[p], from, count, sums.Pointer);
        }
    }

    void TransformInputs(int from, int count, float* inputs)
    {
        using var zeros = new Scratch<float>(channels);
        new Span<float>(zeros.Pointer, channels).Clear();
        var pixels = stackalloc float*[Area];
        for (var i = 0; i < count; i++)
        {
            var (image, y, x) = Position(from + i);
            for (var r = 0; r < Side; r++)
                for (var c = 0; c < Side; c++)
                {
                    int h = y + stencil.H.First + r, w = x + stencil.W.First + c;
                    pixels[r * Side + c] = (uint)h < (uint)stencil.H.Source && (uint)w < (uint)stencil.W.Source
                        ? source + (((nint)image * stencil.H.Source + h) * stencil.W.Source + w) * channels
                        : zeros.Pointer;
                }

            for (var c = 0; c < channels; c += R.Count)
                WinogradTransforms<R>.Input(pixels, c, inputs + i * pitch + c, count * pitch);
        }
    }

    /// <summary>sums[e, tile, lane] = Σ over channels of inputs[e, tile, channel] · weights[e, channel, lane] for the 36 numbers e.</summary>
    void Multiply(in Panel panel, int count, float* inputs, float* sums)
    {
        var zeros = stackalloc float[2 * R.Count];
        var rows = stackalloc float*[R.MaxRows];
        var targets = stackalloc float*[R.MaxRows];
        Segment whole = default;
        var sum = new TileSum<float>
        {
            Segments = &whole, SegmentCount = 1, Length = channels, Rows = rows, RowStep = 1, Start = zeros, StartStep = 0, Targets = targets,
            Panel = weights + panel.Before * Area * channels, PanelStep = panel.Width,
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
        var bias = packed + panel.Before * PackedLines;
        var tile = stackalloc float[Outputs * Outputs * R.Count];
        for (var i = 0; i < count; i++)
        {
            var (image, y, x) = Position(from + i);
            int height = Math.Min(Outputs, stencil.H.Count - y), width = Math.Min(Outputs, stencil.W.Count - x);
            for (var lane = 0; lane < panel.Width; lane += R.Count)
            {
                WinogradTransforms<R>.Output(sums + i * panel.Width + lane, (nint)count * panel.Width, bias + lane, tile);
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

    (int Image, int Y, int X) Position(int tile) =>
        (tile / tilesW / tilesH, tile / tilesW % tilesH * Outputs, tile % tilesW * Outputs);

    /// <summary>A chunk is one panel.</summary>
    readonly struct WeightTransform(Winograd<R> owner) : IWork
    {
        public void Run(int chunk)
        {
            var panel = owner.lanes[chunk];
            var line = (nint)owner.channels * panel.Width;
            var from = owner.packed + panel.Before * owner.PackedLines + panel.Width;
            var to = owner.weights + panel.Before * Area * owner.channels;
            for (nint i = 0; i < line; i += R.Count)
                WinogradTransforms<R>.Weights(from + i, line, to + i, line);
        }
    }
}
