using System.Buffers.Binary;
using Nabla.Files;

namespace Nabla.Train.Data.Formats;

/// <summary>The IHDR chunk of a PNG file: size, bit depth, kind of colour, interlacing.</summary>
readonly record struct PngHeader(int Width, int Height, int Depth, PngColor Color, bool Interlaced)
{
    public const int Length = 13;

    /// <summary>Samples of a pixel as they are stored.</summary>
    public int Samples => Color switch { PngColor.Rgb => 3, PngColor.GreyAlpha => 2, PngColor.RgbAlpha => 4, _ => 1 };

    /// <summary>Bytes of a row of so many pixels, without its filter byte.</summary>
    public long RowBytes(long width) => (width * Samples * Depth + 7) / 8;

    /// <summary>The images that lie one after the other in the data: one, or the seven of Adam7; empty ones left out.</summary>
    public IEnumerable<PngPass> Passes()
    {
        if (!Interlaced)
            return [new PngPass(0, 0, 1, 1, Width, Height)];
        var (width, height) = (Width, Height);
        (int X, int Y, int StepX, int StepY)[] adam7 =
            [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        return adam7
            .Select(p => new PngPass(p.X, p.Y, p.StepX, p.StepY, Count(width, p.X, p.StepX), Count(height, p.Y, p.StepY)))
            .Where(p => p.Width > 0 && p.Height > 0);
    }

    public static PngHeader Parse(ReadOnlySpan<byte> data, string file)
    {
        if (data.Length != Length)
            throw Bad(file, "its length", $"{Length} bytes", $"{data.Length}");
        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw Bad(file, "width and height", "1 to 2^31 - 1", $"{width} x {height}");
        var (depth, color) = ((int)data[8], (PngColor)data[9]);
        var legal = color switch
        {
            PngColor.Grey => depth is 1 or 2 or 4 or 8 or 16,
            PngColor.Palette => depth is 1 or 2 or 4 or 8,
            PngColor.Rgb or PngColor.GreyAlpha or PngColor.RgbAlpha => depth is 8 or 16,
            _ => false,
        };
        if (!legal)
            throw Bad(file, "bit depth and colour type", "a legal pair such as 8 and 2", $"{depth} and {data[9]}");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw Bad(file, "compression, filter and interlace methods", "0, 0 and 0 or 1", $"{data[10]}, {data[11]} and {data[12]}");
        return new PngHeader((int)width, (int)height, depth, color, data[12] == 1);
    }

    static int Count(int size, int start, int step) => (int)(((long)size - start + step - 1) / step);

    static DataFormatException Bad(string file, string field, string expected, string got) =>
        new(file, $"chunk IHDR, {field}", expected, got);
}

/// <summary>Colour types by their numbers in the format.</summary>
enum PngColor : byte
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    RgbAlpha = 6,
}

/// <summary>Every <c>StepX</c>-th pixel from <c>X</c> of every <c>StepY</c>-th row from <c>Y</c>.</summary>
readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Width, int Height);
