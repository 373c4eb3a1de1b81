namespace Nabla.Train.Data;

/// <summary>
/// Labelled images as samples: the image (H, W, C) as float32, (pixel / maximum − mean) / deviation, and its label as int64.
/// </summary>
/// <param name="images">The images; their pixels stay bytes until they are read.</param>
/// <param name="mean">What is taken from each pixel in [0, 1], usually the mean of the training images.</param>
/// <param name="deviation">What the difference is divided by, above 0, usually their standard deviation.</param>
public sealed class ImageDataset(LabeledImages images, double mean = 0, double deviation = 1) : IDataset
{
    readonly float[] valueOf = [.. Enumerable.Range(0, 256).Select(pixel => (float)(((double)pixel / images.Maximum - mean) / deviation))];

    /// <inheritdoc/>
    public int Count => images.Count;

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; } =
        [new("image", [images.Height, images.Width, images.Channels], DType.Float32), new("label", Shape.Scalar, DType.Int64)];

    /// <inheritdoc/>
    public void Read(int index, Sample to)
    {
        var image = to.Field<float>(0);
        var pixels = images.Pixels.AsSpan(index * image.Length, image.Length);
        for (var i = 0; i < image.Length; i++)
            image[i] = valueOf[pixels[i]];
        to.Field<long>(1)[0] = images.Labels[index];
    }

    /// <summary>Mean and standard deviation of all pixels, as numbers in [0, 1].</summary>
    public static (double Mean, double Deviation) Statistics(LabeledImages images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var counts = new long[256];
        foreach (var pixel in images.Pixels)
            counts[pixel]++;
        double total = images.Pixels.LongLength;
        var mean = counts.Index().Sum(c => c.Index / (double)images.Maximum * c.Item) / total;
        var variance = counts.Index().Sum(c => Math.Pow(c.Index / (double)images.Maximum - mean, 2) * c.Item) / total;
        return (mean, Math.Sqrt(variance));
    }
}
