namespace Nabla.Train.Data.Formats;

/// <summary>A decoded PNG image: whole-number samples as the file has them, a palette already replaced by its colours.</summary>
/// <shape>Samples (height, width, channels), each from 0 to 2^Depth − 1</shape>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">1 grey, 2 grey and alpha, 3 red green blue, 4 with alpha.</param>
/// <param name="Depth">Bits of a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="Samples">The samples, row-major.</param>
/// <param name="Description">Size and kind in words, such as <c>105×105, 1-bit grey</c>.</param>
public sealed record PngImage(int Height, int Width, int Channels, int Depth, ushort[] Samples, string Description)
{
    /// <summary>The image as numbers from 0 to 1: sample / (2^Depth − 1).</summary>
    /// <shape>(height, width, channels)</shape>
    public Image ToImage()
    {
        var scale = 1f / ((1 << Depth) - 1);
        var pixels = new float[Samples.Length];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = Samples[i] * scale;
        return new Image(Height, Width, Channels, pixels);
    }
}
