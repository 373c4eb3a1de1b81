namespace Nabla.Train.Data;

/// <summary>Mirrors an image left to right, every second time by chance. The sample's first field is the image.</summary>
/// <shape>(H, W, C) → (H, W, C)</shape>
public sealed class RandomFlip : ITransform
{
    /// <inheritdoc/>
    public void Apply(Sample sample, Rng rng)
    {
        ArgumentNullException.ThrowIfNull(rng);
        var shape = sample.Shape(0);
        if (shape.Rank != 3)
            throw new ShapeException($"RandomFlip: the sample's first field must be an image (H, W, C), got {shape}.");
        if (rng.Next() < 0.5)
            return;
        var (width, channels) = (shape[1], shape[2]);
        var image = sample.Field<float>(0);
        for (var start = 0; start < image.Length; start += width * channels)
        {
            var row = image.Slice(start, width * channels);
            row.Reverse();                                      // pixels and the channels inside them
            for (var pixel = 0; channels > 1 && pixel < width; pixel++)
                row.Slice(pixel * channels, channels).Reverse();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "RandomFlip()";
}
