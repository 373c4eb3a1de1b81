using System.Globalization;
using Nabla.Train.Data;
using Nabla.Train.Data.Formats;

namespace Nabla.Vision.Classification;

/// <summary>Brings a picture from outside into the form that a classifier was trained on, and says what was done to it.</summary>
/// <param name="Height">Rows the classifier wants.</param>
/// <param name="Width">Columns the classifier wants.</param>
/// <param name="Channels">1 for grey, 3 for red, green, blue.</param>
/// <param name="InkIsLight">
/// Whether it was trained on light strokes on a dark ground, so that dark ones on a light ground must be inverted.
/// </param>
public sealed record ImageInput(int Height, int Width, int Channels, bool InkIsLight = false)
{
    /// <summary>Reads a PNG file.</summary>
    /// <returns>The picture, and what was done to it in a few words; null if nothing.</returns>
    /// <exception cref="Nabla.Files.DataFormatException">It is not a PNG file or it is damaged.</exception>
    public (Image Image, string? Note) Load(string path)
    {
        var file = Png.Load(path);
        var image = file.ToImage();
        image = Channels == 1 ? image.ToGray() : image.ToRgb();
        var steps = new List<string>();
        if (file.Channels != Channels || file.Depth != 8 || file.Height != Height || file.Width != Width)
            steps.Add(string.Create(CultureInfo.InvariantCulture, $"{file.Description} converted to {Height}×{Width}, {(Channels == 1 ? "8-bit grey" : "8-bit RGB")}"));
        if (InkIsLight && Border(image) > 0.5)
        {
            image = image.Invert();
            steps.Add("inverted, as its border is light");
        }

        return (image.Resize(Height, Width), steps.Count == 0 ? null : string.Join("; ", steps));
    }

    // Mean of the outermost pixels: the ground that strokes stand on.
    static double Border(Image image)
    {
        var sum = new Nabla.Train.Metrics.Mean();
        for (var i = 0; i < image.Height; i++)
            for (var j = 0; j < image.Width; j++)
                if (i == 0 || j == 0 || i == image.Height - 1 || j == image.Width - 1)
                    for (var c = 0; c < image.Channels; c++)
                        sum.Add(image.Pixels[(i * image.Width + j) * image.Channels + c]);
        return sum.Value;
    }
}
