namespace Nabla.Train.Data;

/// <summary>A picture as numbers from 0 (black) to 1 (white), channels last.</summary>
/// <shape>Pixels (height, width, channels): 1 grey, 2 grey and alpha, 3 red green blue, 4 with alpha</shape>
public sealed class Image
{
    // ITU-R BT.601 luma
    const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;

    /// <summary>Joins sizes and pixels.</summary>
    /// <exception cref="ArgumentException">The pixels are not height · width · channels, or channels is not 1 to 4.</exception>
    public Image(int height, int width, int channels, float[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (height < 1 || width < 1 || channels is < 1 or > 4 || pixels.Length != (long)height * width * channels)
            throw new ArgumentException($"An image of ({height}, {width}, {channels}) does not have {pixels.Length} numbers.");
        (Height, Width, Channels, Pixels) = (height, width, channels, pixels);
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Numbers of a pixel: 1 to 4.</summary>
    public int Channels { get; }

    /// <summary>The numbers, row-major.</summary>
    public float[] Pixels { get; }

    /// <summary>Grey by ITU-R BT.601: 0.299 red + 0.587 green + 0.114 blue. Alpha is laid over <paramref name="background"/>.</summary>
    /// <shape>(h, w, c) → (h, w, 1)</shape>
    public Image ToGray(float background = 0)
    {
        if (Channels == 1)
            return this;
        var grey = new float[Height * Width];
        for (var i = 0; i < grey.Length; i++)
        {
            var p = Pixels.AsSpan(i * Channels, Channels);
            var light = Channels < 3 ? p[0] : Red * p[0] + Green * p[1] + Blue * p[2];
            var alpha = Channels is 2 or 4 ? p[^1] : 1;
            grey[i] = alpha * light + (1 - alpha) * background;
        }

        return new Image(Height, Width, 1, grey);
    }

    /// <summary>Red, green, blue; grey becomes three equal channels. Alpha is laid over <paramref name="background"/>.</summary>
    /// <shape>(h, w, c) → (h, w, 3)</shape>
    public Image ToRgb(float background = 0)
    {
        if (Channels == 3)
            return this;
        var rgb = new float[Height * Width * 3];
        for (var i = 0; i < Height * Width; i++)
        {
            var p = Pixels.AsSpan(i * Channels, Channels);
            var alpha = Channels is 2 or 4 ? p[^1] : 1;
            for (var c = 0; c < 3; c++)
                rgb[3 * i + c] = alpha * p[Channels < 3 ? 0 : c] + (1 - alpha) * background;
        }

        return new Image(Height, Width, 3, rgb);
    }

    /// <summary>
    /// Another size, each axis on its own: made smaller, a new pixel is the mean of the area it covers; made larger, it is
    /// interpolated linearly between the centres of the old pixels, the border repeated.
    /// </summary>
    /// <shape>(h, w, c) → (height, width, c)</shape>
    public Image Resize(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (height == Height && width == Width)
            return this;
        // Columns first: rows of the source are (1, w, c) lines; then the whole rows are the "channels" of one column.
        var wide = Resampling.Apply(Pixels, Height, Width, Channels, width);
        return new Image(height, width, Channels, Resampling.Apply(wide, 1, Height, width * Channels, height));
    }

    /// <summary>White for black: 1 − value. Alpha stays.</summary>
    public Image Invert()
    {
        var inverted = (float[])Pixels.Clone();
        for (var i = 0; i < inverted.Length; i++)
            if (Channels is 1 or 3 || i % Channels != Channels - 1)
                inverted[i] = 1 - inverted[i];
        return new Image(Height, Width, Channels, inverted);
    }

    /// <summary>8-bit samples: round(255 · value), values outside 0 … 1 cut off, NaN 0.</summary>
    /// <shape>(height, width, channels)</shape>
    public byte[] ToBytes() => Array.ConvertAll(Pixels, p => p > 0 ? (byte)MathF.Round(255 * MathF.Min(p, 1)) : (byte)0);

    /// <summary>The numbers as a tensor.</summary>
    /// <shape>(height, width, channels)</shape>
    public Tensor ToTensor() => Tensor.From<float>(Pixels, [Height, Width, Channels]);
}
