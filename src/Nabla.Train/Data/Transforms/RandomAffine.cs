namespace Nabla.Train.Data;

/// <summary>
/// Shifts, turns and scales an image by small random amounts about its centre, in one bilinear resampling; what comes in from outside
/// has the value <paramref name="background"/>. The sample's first field is the image.
/// </summary>
/// <shape>(H, W, C) → (H, W, C)</shape>
/// <param name="shift">Largest shift along each axis, in pixels.</param>
/// <param name="turn">Largest turn to either side, in degrees.</param>
/// <param name="scale">Largest change of size: the factor lies in 1 ± scale.</param>
/// <param name="background">Value of pixels outside the image.</param>
public sealed class RandomAffine(double shift = 0, double turn = 0, double scale = 0, float background = 0) : ITransform
{
    // One loader thread applies the transform to one sample at a time; each thread has its own copy of the picture.
    [ThreadStatic] static float[]? copies;

    /// <inheritdoc/>
    public void Apply(Sample sample, Rng rng)
    {
        ArgumentNullException.ThrowIfNull(rng);
        var shape = sample.Shape(0);
        if (shape.Rank != 3)
            throw new ShapeException($"RandomAffine: the sample's first field must be an image (H, W, C), got {shape}.");
        var (angle, size) = (turn * Math.PI / 180 * Centred(rng), 1 + scale * Centred(rng));
        var (dy, dx) = (shift * Centred(rng), shift * Centred(rng));
        Resample(sample.Field<float>(0), shape[0], shape[1], shape[2], Math.Cos(angle) / size, Math.Sin(angle) / size, dy, dx);
    }

    static double Centred(Rng rng) => 2 * rng.Next() - 1;

    // target (i, j) takes its value from centre + R⁻¹ ((i, j) − centre − d) / size
    void Resample(Span<float> image, int height, int width, int channels, double cos, double sin, double dy, double dx)
    {
        if (copies is null || copies.Length < image.Length)
            copies = new float[image.Length];
        var source = copies.AsSpan(0, image.Length);
        image.CopyTo(source);
        var (cy, cx) = ((height - 1) / 2.0, (width - 1) / 2.0);
        for (var i = 0; i < height; i++)
            for (var j = 0; j < width; j++)
            {
                var (v, u) = (i - cy - dy, j - cx - dx);
                Interpolate(source, height, width, channels, cy + cos * v - sin * u, cx + sin * v + cos * u, image.Slice((i * width + j) * channels, channels));
            }
    }

    void Interpolate(ReadOnlySpan<float> source, int height, int width, int channels, double y, double x, Span<float> pixel)
    {
        var (top, left) = ((int)Math.Floor(y), (int)Math.Floor(x));
        var (down, right) = ((float)(y - top), (float)(x - left));
        for (var c = 0; c < channels; c++)
            pixel[c] = (1 - down) * ((1 - right) * At(source, top, left, c) + right * At(source, top, left + 1, c))
                + down * ((1 - right) * At(source, top + 1, left, c) + right * At(source, top + 1, left + 1, c));

        float At(ReadOnlySpan<float> from, int row, int column, int channel) =>
            (uint)row < (uint)height && (uint)column < (uint)width ? from[(row * width + column) * channels + channel] : background;
    }

    /// <inheritdoc/>
    public override string ToString() => $"RandomAffine(shift ±{shift} px, turn ±{turn}°, scale ±{scale})";
}
