namespace Nabla.Kernels;

/// <summary>The tiles of 4×4 outputs that cover the planes of a 3×3 sum, and the pixels that belong to each.</summary>
readonly unsafe struct WinogradTiles
{
    public const int Outputs = 4, Taps = 3, Side = Outputs + Taps - 1;

    readonly Axis h, w;
    readonly int down, across;

    public WinogradTiles(in Stencil s)
    {
        (h, w) = (s.H, s.W);
        (down, across) = (Along(h), Along(w));
        Count = s.Batch * s.D.Count * down * across;
    }

    public int Count { get; }

    static int Along(in Axis a) => (a.Count + Outputs - 1) / Outputs;

    /// <summary>Where the outputs of a tile begin: its plane, line and column.</summary>
    public (int Plane, int Y, int X) this[int tile]
    {
        get
        {
            var (line, column) = Math.DivRem(tile, across);
            var (plane, row) = Math.DivRem(line, down);
            return (plane, row * Outputs, column * Outputs);
        }
    }

    /// <summary>Lists the 6×6 pixels of the sum's source that a tile's outputs reach, <paramref name="outside"/> for those beyond it.</summary>
    public void Inputs(int tile, float* source, int channels, float* outside, float** pixels)
    {
        var (plane, y, x) = this[tile];
        List(source, plane, y + h.First, x + w.First, Side, h.Source, w.Source, channels, outside, pixels);
    }

    /// <summary>Lists the 4×4 outputs of a tile, <paramref name="outside"/> for those beyond the last.</summary>
    public void Targets(int tile, float* target, int channels, float* outside, float** pixels)
    {
        var (plane, y, x) = this[tile];
        List(target, plane, y, x, Outputs, h.Count, w.Count, channels, outside, pixels);
    }

    static void List(
        float* image, int plane, int y, int x, int side, int height, int width, int channels, float* outside, float** pixels)
    {
        var line = image + (((nint)plane * height + y) * width + x) * channels;
        var whole = x >= 0 && x + side <= width;
        for (var r = y; r < y + side; r++, line += (nint)width * channels, pixels += side)
            if ((uint)r >= (uint)height)
                for (var c = 0; c < side; c++)
                    pixels[c] = outside;
            else
                for (var c = 0; c < side; c++)
                    pixels[c] = whole || (uint)(x + c) < (uint)width ? line + (nint)c * channels : outside;
    }
}
