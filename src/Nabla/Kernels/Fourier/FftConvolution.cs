using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// The sums of <see cref="Convolution"/> with stride and dilation 1 by Fourier transforms: a product at each frequency takes the place of
/// a sum over taps, so the work does not grow with the kernel. The padding may be negative: then the window begins inside of the input.
/// </summary>
/// <remarks>
/// Weights are real, so two images travel as real and imaginary part of one. The box is as large as input and padding together: what wraps
/// around it falls on places that are not wanted. Output channels are taken in blocks, which bounds the memory of the weights' spectrum.
/// </remarks>
static unsafe class FftConvolution
{
    const long BlockElements = 1 << 22;     // of the weights' spectrum: 32 MB of float

    /// <summary>Writes y (N, OD, OH, OW, O) from x (N, D, H, W, C) and w (O, KD, KH, KW, C / groups).</summary>
    public static void Forward<T>(in ConvShape s, T* x, T* w, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (pairs, box) = ((s.Batch + 1) / 2, Box(s));
        if (pairs == 0)
            return;
        using var memory = new Scratch<T>(Spectrum<T>.MemorySize(pairs, box, s.InChannels));
        var images = Spectrum<T>.At(memory.Pointer, pairs, box, s.InChannels);
        Workers.Run(new ImageLines<T>(s, box, images, x), pairs * box.D * box.H);
        var start = new Extent3(Place(s.Padding.D, box.D), Place(s.Padding.H, box.H), Place(s.Padding.W, box.W));
        images.Forward(start, s.Input);
        if (s.IsDepthwise)
            Block(s, box, images, w, y, new(0, s.OutChannels, 0, 1));
        else
            for (var group = 0; group < s.Groups; group++)
            {
                var most = (int)Math.Clamp(BlockElements / ((long)box.Volume * s.GroupInputs), 1, s.GroupOutputs);
                for (var first = 0; first < s.GroupOutputs; first += most)
                    Block(s, box, images, w, y,
                        new(group * s.GroupOutputs + first, Math.Min(most, s.GroupOutputs - first), group * s.GroupInputs, s.GroupInputs));
            }
    }

    // The spectrum of a block's weights, its products with all images, and back.
    static void Block<T>(in ConvShape s, Extent3 box, Spectrum<T> images, T* w, T* y, OutputBlock block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (pairs, lanes) = ((s.Batch + 1) / 2, (nint)block.Outputs * block.Inputs);
        using var forWeights = new Scratch<T>(Spectrum<T>.MemorySize(1, box, lanes));
        using var forProducts = new Scratch<T>(Spectrum<T>.MemorySize(pairs, box, block.Outputs));
        var weights = Spectrum<T>.At(forWeights.Pointer, 1, box, lanes);
        var products = Spectrum<T>.At(forProducts.Pointer, pairs, box, block.Outputs);
        Workers.Run(new WeightLines<T>(s, box, weights, w, block), box.D * box.H);
        weights.Forward(default, s.Kernel);
        Workers.Run(new Products<T>(s, pairs, box, images, weights, products, block), box.D * box.H);
        products.Inverse(s.Output);
        Workers.Run(new OutputLines<T>(s, box, products, y, block), s.Batch * s.Output.D * s.Output.H);
    }

    /// <summary>Where an element stands in a box that goes around.</summary>
    public static int Place(int at, int size) => ((at % size) + size) % size;

    static Extent3 Box(in ConvShape s) => new(
        Length(s.Input.D, s.Kernel.D, s.Output.D, s.Padding.D), Length(s.Input.H, s.Kernel.H, s.Output.H, s.Padding.H),
        Length(s.Input.W, s.Kernel.W, s.Output.W, s.Padding.W));

    static int Length(int input, int kernel, int output, int padding) =>
        Fft.Length(Math.Max(input + Math.Max(0, padding), Math.Max(kernel, output)));
}

/// <summary>Output channels First … and the input channels that they see; for a depthwise convolution each its own.</summary>
readonly record struct OutputBlock(int First, int Outputs, int FirstInput, int Inputs);

/// <summary>Images two by two into boxes of zeros, behind the padding.</summary>
readonly unsafe struct ImageLines<T>(ConvShape s, Extent3 box, Spectrum<T> images, T* x) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int line)
    {
        var (pair, atD, atH) = (line / box.H / box.D, line / box.H % box.D, line % box.H);
        var (d, h) = (FftConvolution.Place(atD - s.Padding.D, box.D), FftConvolution.Place(atH - s.Padding.H, box.H));
        Fill(2 * pair, d, h, images.Re + (nint)line * box.W * s.InChannels);
        Fill(2 * pair + 1, d, h, images.Im + (nint)line * box.W * s.InChannels);
    }

    void Fill(int n, int d, int h, T* to)
    {
        new Span<T>(to, box.W * s.InChannels).Clear();
        if (n >= s.Batch || d >= s.Input.D || h >= s.Input.H)
            return;
        var from = x + (((nint)n * s.Input.D + d) * s.Input.H + h) * s.Input.W * s.InChannels;
        for (var w = 0; w < s.Input.W; w++)
        {
            var place = (nint)FftConvolution.Place(w + s.Padding.W, box.W) * s.InChannels;
            new ReadOnlySpan<T>(from + (nint)w * s.InChannels, s.InChannels).CopyTo(new(to + place, s.InChannels));
        }
    }
}

/// <summary>The weights of a block into a box of zeros: (points, inputs, outputs).</summary>
readonly unsafe struct WeightLines<T>(ConvShape s, Extent3 box, Spectrum<T> weights, T* w, OutputBlock block) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int line)
    {
        var (d, h, lanes) = (line / box.H, line % box.H, (int)weights.Lanes);
        var re = weights.Re + (nint)line * box.W * lanes;
        new Span<T>(re, box.W * lanes).Clear();
        new Span<T>(weights.Im + (nint)line * box.W * lanes, box.W * lanes).Clear();
        if (d >= s.Kernel.D || h >= s.Kernel.H)
            return;
        for (var v = 0; v < s.Kernel.W; v++)
        {
            var tap = ((nint)d * s.Kernel.H + h) * s.Kernel.W + v;
            for (var o = 0; o < block.Outputs; o++)
                for (var c = 0; c < block.Inputs; c++)
                    re[v * lanes + c * block.Outputs + o] = w[((nint)(block.First + o) * s.Kernel.Volume + tap) * block.Inputs + c];
        }
    }
}

/// <summary>Y[f, o] = Σ over c of X[f, c] · W̄[f, c, o] at the frequencies of a line: the conjugate makes it a correlation.</summary>
readonly unsafe struct Products<T>(
    ConvShape s, int pairs, Extent3 box, Spectrum<T> images, Spectrum<T> weights, Spectrum<T> products, OutputBlock block) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int line)
    {
        for (var f = (nint)line * box.W; f < (line + 1) * (nint)box.W; f++)
            for (var pair = 0; pair < pairs; pair++)
            {
                var point = (nint)pair * box.Volume + f;
                var from = point * s.InChannels + block.FirstInput;
                var (to, by) = (point * block.Outputs, f * weights.Lanes);
                if (s.IsDepthwise)
                    Apart(images.Re + from, images.Im + from, weights.Re + by, weights.Im + by, products.Re + to, products.Im + to);
                else
                    Mixed(images.Re + from, images.Im + from, weights.Re + by, weights.Im + by, products.Re + to, products.Im + to);
            }
    }

    // Y = X W̄
    void Apart(T* xr, T* xi, T* wr, T* wi, T* yr, T* yi)
    {
        var o = 0;
        for (; o <= block.Outputs - Vector<T>.Count; o += Vector<T>.Count)
        {
            var (r, i, a, b) = (Vector.Load(xr + o), Vector.Load(xi + o), Vector.Load(wr + o), Vector.Load(wi + o));
            (r * a + i * b).Store(yr + o);
            (i * a - r * b).Store(yi + o);
        }

        for (; o < block.Outputs; o++)
            (yr[o], yi[o]) = (xr[o] * wr[o] + xi[o] * wi[o], xi[o] * wr[o] - xr[o] * wi[o]);
    }

    // Y[o] = Σ over c of X[c] W̄[c, o]
    void Mixed(T* xr, T* xi, T* wr, T* wi, T* yr, T* yi)
    {
        var o = 0;
        for (; o <= block.Outputs - Vector<T>.Count; o += Vector<T>.Count)
        {
            var (sumR, sumI) = (Vector<T>.Zero, Vector<T>.Zero);
            for (nint c = 0, at = o; c < block.Inputs; c++, at += block.Outputs)
            {
                var (r, i, a, b) = (Vector.Create(xr[c]), Vector.Create(xi[c]), Vector.Load(wr + at), Vector.Load(wi + at));
                sumR += r * a + i * b;
                sumI += i * a - r * b;
            }

            sumR.Store(yr + o);
            sumI.Store(yi + o);
        }

        for (; o < block.Outputs; o++)
        {
            var (sumR, sumI) = (T.Zero, T.Zero);
            for (nint c = 0, at = o; c < block.Inputs; c++, at += block.Outputs)
            {
                sumR += xr[c] * wr[at] + xi[c] * wi[at];
                sumI += xi[c] * wr[at] - xr[c] * wi[at];
            }

            (yr[o], yi[o]) = (sumR, sumI);
        }
    }
}

/// <summary>
/// The wanted part of the boxes, divided by the number of points: the real part to even images, the imaginary to odd ones.
/// </summary>
readonly unsafe struct OutputLines<T>(ConvShape s, Extent3 box, Spectrum<T> products, T* y, OutputBlock block) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int line)
    {
        var (n, d, h) = (line / s.Output.H / s.Output.D, line / s.Output.H % s.Output.D, line % s.Output.H);
        var point = (((nint)(n / 2) * box.D + d) * box.H + h) * box.W;
        var from = (n % 2 == 0 ? products.Re : products.Im) + point * block.Outputs;
        var to = y + (nint)line * s.Output.W * s.OutChannels + block.First;
        var share = T.One / T.CreateTruncating(box.Volume);
        for (var w = 0; w < s.Output.W; w++, from += block.Outputs, to += s.OutChannels)
            for (var o = 0; o < block.Outputs; o++)
                to[o] = from[o] * share;
    }
}
