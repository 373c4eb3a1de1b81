using System.Buffers;

namespace Nabla.Train.Data;

/// <summary>Pictures of one size with a class each. Pixels stay bytes until a batch is made.</summary>
/// <shape>Pixels (count, height, width, channels), Labels (count)</shape>
public sealed class LabeledImages
{
    /// <summary>Joins pixels, sizes and labels.</summary>
    /// <exception cref="ArgumentException">
    /// The lengths do not match, a pixel is above <paramref name="maximum"/>, or a label has no class.
    /// </exception>
    public LabeledImages(byte[] pixels, int height, int width, int channels, long[] labels, string[] classNames, byte maximum = 255)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        if (height < 1 || width < 1 || channels < 1 || pixels.LongLength != (long)labels.Length * height * width * channels)
            throw new ArgumentException($"{labels.Length} images of ({height}, {width}, {channels}) do not have {pixels.Length} pixels.");
        if (maximum < 255 && pixels.AsSpan().IndexOfAnyExceptInRange((byte)0, maximum) is >= 0 and var bad)
            throw new ArgumentException($"Pixels are at most {maximum}, got {pixels[bad]}.");
        if (Array.FindIndex(labels, l => l < 0 || l >= classNames.Length) is >= 0 and var wrong)
            throw new ArgumentException($"A label must be from 0 to {classNames.Length - 1}, got {labels[wrong]}.");
        (Pixels, Height, Width, Channels) = (pixels, height, width, channels);
        (Labels, ClassNames, Maximum) = (labels, classNames, maximum);
    }

    /// <summary>All pixels, image after image, row-major, channels last.</summary>
    public byte[] Pixels { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>Numbers of a pixel.</summary>
    public int Channels { get; }

    /// <summary>The class of each image, 0 … classes − 1.</summary>
    public long[] Labels { get; }

    /// <summary>What the classes are called.</summary>
    public string[] ClassNames { get; }

    /// <summary>The value of white: 255, or 16 for the UCI digits.</summary>
    public byte Maximum { get; }

    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    int Size => Height * Width * Channels;

    /// <summary>Writes image <paramref name="index"/> as numbers from 0 to 1: pixel / <see cref="Maximum"/>.</summary>
    public void CopyTo(int index, Span<float> to)
    {
        var scale = 1f / Maximum;
        var from = Pixels.AsSpan(index * Size, Size);
        for (var i = 0; i < from.Length; i++)
            to[i] = from[i] * scale;
    }

    /// <summary>The images of these indices, as numbers from 0 to 1, and their classes.</summary>
    /// <shape>(N, height, width, channels) float32 and (N) int64</shape>
    public (Tensor Images, Tensor Labels) Batch(ReadOnlySpan<int> indices)
    {
        var labels = new long[indices.Length];
        var rented = ArrayPool<float>.Shared.Rent(indices.Length * Size);       // a new array of this size would be a large object
        var pixels = rented.AsSpan(0, indices.Length * Size);
        for (var i = 0; i < indices.Length; i++)
        {
            CopyTo(indices[i], pixels[(i * Size)..]);
            labels[i] = Labels[indices[i]];
        }

        var images = Tensor.From<float>(pixels, [indices.Length, Height, Width, Channels]);
        ArrayPool<float>.Shared.Return(rented);
        return (images, Tensor.From<long>(labels, [indices.Length]));
    }

    /// <summary>Image <paramref name="index"/> as a picture, for files and reports.</summary>
    public Image ToImage(int index)
    {
        var pixels = new float[Size];
        CopyTo(index, pixels);
        return new Image(Height, Width, Channels, pixels);
    }

    /// <summary>The images of these indices, in this order.</summary>
    public LabeledImages Take(ReadOnlySpan<int> indices)
    {
        var pixels = new byte[(long)indices.Length * Size];
        var labels = new long[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            Pixels.AsSpan(indices[i] * Size, Size).CopyTo(pixels.AsSpan(i * Size));
            labels[i] = Labels[indices[i]];
        }

        return new LabeledImages(pixels, Height, Width, Channels, labels, ClassNames, Maximum);
    }

    /// <summary>
    /// Cuts the images into parts, each class on its own, so that every part has the classes in the same proportion. Which image
    /// goes where depends on <paramref name="seed"/> alone; in a part the order stays.
    /// </summary>
    /// <param name="seed">Any number.</param>
    /// <param name="fractions">Share of each part, above 0, together at most 1: 0.7, 0.15, 0.15.</param>
    /// <exception cref="ArgumentException">A fraction is not above 0, or they exceed 1.</exception>
    public LabeledImages[] Split(ulong seed, params ReadOnlySpan<double> fractions)
    {
        var parts = new List<int>[fractions.Length];
        var ends = new double[fractions.Length];
        for (var (part, sum) = (0, 0.0); part < fractions.Length; part++)
        {
            sum += fractions[part];
            if (!(fractions[part] > 0) || sum > 1 + 1e-9)
                throw new ArgumentException(
                    $"Fractions must be above 0 and together at most 1, got {string.Join(", ", fractions.ToArray())}.");
            (parts[part], ends[part]) = ([], sum);
        }

        foreach (var group in Enumerable.Range(0, Count).GroupBy(i => Labels[i]))
        {
            int[] shuffled = [.. group.OrderBy(i => Mix(seed + Mix((ulong)i)))];
            var start = 0;
            for (var part = 0; part < parts.Length; part++)
            {
                var end = (int)Math.Round(ends[part] * shuffled.Length);
                parts[part].AddRange(shuffled[start..end]);
                start = end;
            }
        }

        return Array.ConvertAll(parts, part => Take([.. part.Order()]));
    }

    // The finalizer of SplitMix64 (Steele, Lea and Flood 2014): a bijection, so no two images get the same key.
    static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
