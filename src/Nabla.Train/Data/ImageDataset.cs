namespace Nabla.Train.Data;

/// <summary>
/// Images of one size with a class each, kept as bytes and made numbers when read: (byte / 255 − mean) / deviation.
/// A sample is the image (H, W, C) as float32 and its label as int64.
/// </summary>
public sealed class ImageDataset : IDataset
{
    readonly byte[] pixels;
    readonly byte[] labels;
    readonly float[] valueOf = new float[256];

    /// <summary>Joins images and labels.</summary>
    /// <shape>pixels (N, H, W, C), labels (N)</shape>
    /// <param name="pixels">N images, row-major, channels last.</param>
    /// <param name="image">(H, W, C).</param>
    /// <param name="labels">The class of each image.</param>
    /// <param name="mean">Mean of the pixels in [0, 1] of the training images.</param>
    /// <param name="deviation">Their standard deviation, above 0.</param>
    /// <exception cref="ArgumentException">There are not as many images as labels.</exception>
    public ImageDataset(byte[] pixels, Shape image, byte[] labels, double mean = 0, double deviation = 1)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (image.Rank != 3 || image.Length * labels.Length != pixels.Length)
            throw new ArgumentException($"ImageDataset: {labels.Length} images of {image} need {image.Length * labels.Length} bytes, got {pixels.Length}.");
        (this.pixels, this.labels) = (pixels, labels);
        for (var i = 0; i < valueOf.Length; i++)
            valueOf[i] = (float)((i / 255.0 - mean) / deviation);
        Fields = [new Field("image", image, DType.Float32), new Field("label", Shape.Scalar, DType.Int64)];
    }

    /// <inheritdoc/>
    public int Count => labels.Length;

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>The bytes of one image, row-major, channels last.</summary>
    public ReadOnlySpan<byte> Pixels(int index)
    {
        var length = (int)Fields[0].Shape.Length;
        return pixels.AsSpan(index * length, length);
    }

    /// <summary>The class of one image.</summary>
    public int Label(int index) => labels[index];

    /// <inheritdoc/>
    public void Read(int index, Sample to)
    {
        var image = to.Field<float>(0);
        var bytes = Pixels(index);
        for (var i = 0; i < image.Length; i++)
            image[i] = valueOf[bytes[i]];
        to.Field<long>(1)[0] = labels[index];
    }
}
