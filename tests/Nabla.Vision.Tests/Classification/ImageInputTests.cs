using Nabla.Testing;
using Nabla.Train.Data;
using Nabla.Train.Data.Formats;
using Nabla.Vision.Classification;

namespace Nabla.Vision.Tests.Classification;

public class ImageInputTests
{
    static readonly ImageInput Input = new(8, 8, 1, InkIsLight: true);

    static (Image Image, string? Note) Load(Image image, ImageInput? input = null)
    {
        using var folder = new TemporaryFolder();
        Png.Save(folder["x.png"], image);
        return (input ?? Input).Load(folder["x.png"]);
    }

    static Image Filled(int height, int width, int channels, float ground, float ink)
    {
        var pixels = new float[height * width * channels];
        for (var i = 0; i < height; i++)
            for (var j = 0; j < width * channels; j++)
                pixels[i * width * channels + j] = i >= height / 4 && i < 3 * height / 4 && j >= width * channels / 4 && j < 3 * width * channels / 4 ? ink : ground;
        return new Image(height, width, channels, pixels);
    }

    [Fact]
    public void APictureOfTheRightFormStaysAndNothingIsSaid()
    {
        var (image, note) = Load(Filled(8, 8, 1, 0, 1));
        Assert.Null(note);
        Assert.Equal(Filled(8, 8, 1, 0, 1).Pixels, image.Pixels);
    }

    [Fact]
    public void DarkInkOnALargeColouredPageIsConvertedAndThatIsSaid()
    {
        var (image, note) = Load(Filled(32, 32, 3, 1, 0));
        Assert.Equal(Filled(8, 8, 1, 0, 1).Pixels.Select(p => (double)p), image.Pixels.Select(p => Math.Round(p, 6)));
        Assert.Contains("32×32", note, StringComparison.Ordinal);
        Assert.Contains("converted to 8×8, 8-bit grey", note, StringComparison.Ordinal);
        Assert.EndsWith("inverted, as its border is light", note, StringComparison.Ordinal);
    }

    [Fact]
    public void PhotographsAreNotInverted()
    {
        var (image, note) = Load(Filled(8, 8, 1, 1, 0), Input with { InkIsLight = false });
        Assert.Null(note);
        Assert.Equal(Filled(8, 8, 1, 1, 0).Pixels, image.Pixels);
    }
}
