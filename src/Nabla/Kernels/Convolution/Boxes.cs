namespace Nabla.Kernels;

/// <summary>A block of output pixels: ranges along batch, depth, height and width.</summary>
readonly record struct Box(int N0, int N, int D0, int D, int H0, int H, int W0, int W)
{
    public int Pixels => N * D * H * W;
}

/// <summary>
/// Output pixels cut into boxes of about one size that are long in memory: whole lines before parts of planes, whole planes before
/// parts of volumes. The cut depends on sizes only.
/// </summary>
readonly struct Boxes
{
    readonly int n, d, h, w, batch, depth, height, width, perD, perH, perW;

    public Boxes(in Stencil s, long pixels)
    {
        (batch, depth, height, width) = (s.Batch, s.D.Count, s.H.Count, s.W.Count);
        w = Even(width, pixels);
        h = w < width ? 1 : Even(height, pixels / w);
        d = h < height || w < width ? 1 : Even(depth, pixels / ((long)w * h));
        n = d < depth || h < height || w < width ? 1 : Even(batch, pixels / ((long)w * h * d));
        (perW, perH, perD) = (Parts(width, w), Parts(height, h), Parts(depth, d));
        Count = perW * perH * perD * Parts(batch, n);
    }

    public int Count { get; }

    /// <summary>The largest box, for the size of buffers.</summary>
    public Box Largest => new(0, n, 0, d, 0, h, 0, w);

    public Box this[int index]
    {
        get
        {
            var (w0, h0) = (index % perW * w, index / perW % perH * h);
            var (d0, n0) = (index / perW / perH % perD * d, index / perW / perH / perD * n);
            return new(n0, Math.Min(n, batch - n0), d0, Math.Min(d, depth - d0), h0, Math.Min(h, height - h0), w0, Math.Min(w, width - w0));
        }
    }

    static int Parts(int size, int part) => (size + part - 1) / part;

    // As few parts as fit the limit, all about equally long.
    static int Even(int size, long limit)
    {
        var part = (int)Math.Clamp(limit, 1, Math.Max(size, 1));
        return Math.Max(1, Parts(size, Math.Max(1, Parts(size, part))));
    }
}
