using Nabla.Files;

namespace Nabla.Train.Data.Formats;

/// <summary>
/// PNG files. Reads every colour type, bit depth, filter and interlacing of the format and checks every checksum; gamma and colour
/// profiles are left aside, as training on pixels does. Writes 8-bit grey, grey with alpha, RGB and RGBA.
/// </summary>
public static class Png
{
    /// <summary>The largest image that is read, in bytes of unpacked rows: 1 GB.</summary>
    public const long MostBytes = 1 << 30;

    /// <summary>Reads an image from a file.</summary>
    /// <exception cref="DataFormatException">It is not a PNG file, it is damaged, or larger than <see cref="MostBytes"/>.</exception>
    public static PngImage Load(string path) => Read(File.ReadAllBytes(path), path);

    /// <summary>Reads an image from the bytes of a file. What follows the end of the image is no part of it.</summary>
    /// <exception cref="DataFormatException">It is not a PNG file, it is damaged, or larger than <see cref="MostBytes"/>.</exception>
    public static PngImage Read(ReadOnlyMemory<byte> bytes, string name)
    {
        var chunks = PngChunks.Parse(bytes, name);
        CheckSize(chunks, name);
        var header = chunks.Header;
        var samples = PngRows.Read(chunks, name);
        return header.Color == PngColor.Palette ? Colored(chunks, samples, name)
            : chunks.Transparency.IsEmpty ? Whole(header, header.Samples, header.Depth, samples)
            : WithAlpha(chunks, samples);
    }

    /// <summary>
    /// Writes an image to a file, whole or not at all, 8 bits a sample: round(255 · value), values outside 0 … 1 cut off.
    /// </summary>
    public static void Save(string path, Image image) => AtomicFile.Write(path, stream => Write(stream, image));

    /// <summary>Writes an image to a stream, 8 bits a sample: round(255 · value), values outside 0 … 1 cut off.</summary>
    public static void Write(Stream stream, Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Write(stream, image.ToBytes(), image.Height, image.Width, image.Channels);
    }

    /// <summary>Writes 8-bit samples to a stream.</summary>
    /// <shape>samples (height, width, channels), channels from 1 to 4</shape>
    /// <exception cref="ArgumentException">The sizes do not match.</exception>
    public static void Write(Stream stream, ReadOnlySpan<byte> samples, int height, int width, int channels) =>
        PngWriter.Write(stream, samples, height, width, channels);

    // The rows of a huge image would take their memory before the first wrong byte is met.
    static void CheckSize(PngChunks chunks, string name)
    {
        var header = chunks.Header;
        var size = $"{header.Width} x {header.Height}";
        if ((Int128)header.Width * header.Height * header.Samples * Math.Max(8, header.Depth) / 8 > MostBytes)
            throw new DataFormatException(name, "chunk IHDR, width and height", $"an image of at most {MostBytes} bytes", size);
        var needed = header.Passes().Sum(p => (1 + header.RowBytes(p.Width)) * p.Height);
        if (needed > Deflate.MostUnpacked(chunks.PackedBytes))
            throw new DataFormatException(
                name, "the image data", $"enough for {size} pixels, {needed} bytes unpacked", $"{chunks.PackedBytes} bytes packed");
    }

    static PngImage Colored(PngChunks chunks, ushort[] indices, string name)
    {
        var palette = chunks.Palette.Span;
        var alpha = chunks.Transparency.Span;
        var channels = alpha.IsEmpty ? 3 : 4;
        var samples = new ushort[indices.Length * (long)channels];
        for (var i = 0; i < indices.Length; i++)
        {
            var index = indices[i];
            if (3 * index >= palette.Length)
                throw new DataFormatException(name, "the image data", $"palette entries below {palette.Length / 3}", $"{index}");
            for (var c = 0; c < 3; c++)
                samples[i * channels + c] = palette[3 * index + c];
            if (channels == 4)
                samples[i * 4 + 3] = index < alpha.Length ? alpha[index] : (ushort)255;
        }

        return Whole(chunks.Header, channels, 8, samples);
    }

    // One colour is transparent: it gets alpha 0, all others the largest value.
    static PngImage WithAlpha(PngChunks chunks, ushort[] samples)
    {
        var count = chunks.Header.Samples;
        var opaque = (ushort)((1 << chunks.Header.Depth) - 1);
        Span<ushort> color = stackalloc ushort[count];
        for (var s = 0; s < count; s++)
            color[s] = (ushort)((chunks.Transparency.Span[2 * s] << 8 | chunks.Transparency.Span[2 * s + 1]) & opaque);

        var with = new ushort[samples.Length / count * (count + 1L)];
        for (var (i, to) = (0, 0); i < samples.Length; i += count, to += count + 1)
        {
            var pixel = samples.AsSpan(i, count);
            pixel.CopyTo(with.AsSpan(to));
            with[to + count] = pixel.SequenceEqual(color) ? (ushort)0 : opaque;
        }

        return Whole(chunks.Header, count + 1, chunks.Header.Depth, with);
    }

    static PngImage Whole(PngHeader header, int channels, int depth, ushort[] samples)
    {
        var kind = header.Color == PngColor.Palette ? "palette" : channels switch { 1 => "grey", 2 => "grey with alpha", 3 => "RGB", _ => "RGBA" };
        return new PngImage(header.Height, header.Width, channels, depth, samples, $"{header.Width}×{header.Height}, {header.Depth}-bit {kind}");
    }
}
