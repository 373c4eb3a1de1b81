using Nabla.Files;
using Nabla.Testing;
using Nabla.Train.Data;
using Nabla.Train.Data.Formats;
using Nabla.Train.Data.Sets;

namespace Nabla.Train.Tests.Data;

public class SetsTests
{
    [Fact]
    public void TheDigitsAreThoseOfScikitLearn()
    {
        var digits = Digits.Load();
        Assert.Equal((1797, 8, 8, 1), (digits.Count, digits.Height, digits.Width, digits.Channels));
        // load_digits(): numpy.bincount(target), data.sum(), and the first image's first two rows
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], digits.ClassNames.Select((_, c) => digits.Labels.Count(l => l == c)));
        Assert.Equal(561718, digits.Pixels.Sum(p => (int)p));
        Assert.Equal(new byte[] { 0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0 }, digits.Pixels[..16]);
        Assert.Equal(13f / 16, digits.ToImage(0).Pixels[3]);
    }

    [Fact]
    public void ABatchIsATensorOfNumbersFromZeroToOne()
    {
        var digits = Digits.Load();
        var (images, labels) = digits.Batch([5, 0]);
        Assert.Equal([2, 8, 8, 1], images.Shape.ToArray());
        Assert.Equal([.. digits.ToImage(5).Pixels, .. digits.ToImage(0).Pixels], images.ToArray<float>());
        Assert.Equal([digits.Labels[5], digits.Labels[0]], labels.ToArray<long>());
        Assert.Equal([8, 8, 1], digits.ToImage(5).ToTensor().Shape.ToArray());
    }

    [Fact]
    public void ASplitIsStratifiedCompleteAndRepeatable()
    {
        var digits = Digits.Load();
        var parts = digits.Split(1, 0.7, 0.15, 0.15);
        Assert.Equal(digits.Count, parts.Sum(p => p.Count));
        foreach (var (part, fraction) in parts.Zip([0.7, 0.15, 0.15]))
            for (var c = 0; c < 10; c++)
                Assert.InRange(part.Labels.Count(l => l == c), fraction * digits.Labels.Count(l => l == c) - 1, fraction * digits.Labels.Count(l => l == c) + 1);
        Assert.Equal(Images(digits).Order(StringComparer.Ordinal), parts.SelectMany(Images).Order(StringComparer.Ordinal));

        Assert.Equal(parts[1].Pixels, digits.Split(1, 0.7, 0.15, 0.15)[1].Pixels);
        Assert.NotEqual(parts[1].Pixels, digits.Split(2, 0.7, 0.15, 0.15)[1].Pixels);
    }

    [Theory]
    [InlineData(0.7, 0.4)]
    [InlineData(0.5, 0)]
    [InlineData(double.NaN, 0.1)]
    public void WrongFractionsAreRefused(double first, double second) =>
        Assert.StartsWith(
            "Fractions must be above 0 and together at most 1, got ",
            Assert.Throws<ArgumentException>(() => Digits.Load().Split(1, first, second)).Message, StringComparison.Ordinal);

    [Fact]
    public void WrongLengthsAndLabelsAreRefused()
    {
        Assert.Equal("2 images of (1, 2, 1) do not have 3 pixels.", Refused(() => new LabeledImages(new byte[3], 1, 2, 1, [0, 0], ["a"])));
        Assert.Equal("A label must be from 0 to 0, got 1.", Refused(() => new LabeledImages(new byte[4], 1, 2, 1, [0, 1], ["a"])));
        Assert.Equal("Pixels are at most 16, got 17.", Refused(() => new LabeledImages([17, 0], 1, 2, 1, [0], ["a"], 16)));
    }

    [Fact]
    public void AFileThatIsNotThePublishedOneIsRefused()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Mnist.Files)
            Idx.Save(folder[file.Name], ArrayData.Of<byte>([1, 2, 3, 4], 1, 2, 2));
        var e = Assert.Throws<DataFormatException>(() => Mnist.Load(new DataFolder(folder.Path, folder["cache"])));
        Assert.StartsWith(
            $"{folder["train-images-idx3-ubyte.gz"]}, SHA-256 of the unpacked content: expected {Mnist.Files[0].Sha256}, got ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BothSetsNameAllTheirFiles()
    {
        foreach (var file in Mnist.Files.Concat(FashionMnist.Files))
        {
            Assert.Equal(64, file.Sha256.Length);
            Assert.All(file.Addresses, a => Assert.EndsWith(file.Name, a.AbsoluteUri, StringComparison.Ordinal));
            Assert.Equal(2, file.Addresses.Count);
        }

        Assert.Equal(8, Mnist.Files.Concat(FashionMnist.Files).DistinctBy(f => f.Sha256).Count());
    }

    static string Refused(Func<object> make) => Assert.Throws<ArgumentException>(make).Message;

    static IEnumerable<string> Images(LabeledImages set) =>
        Enumerable.Range(0, set.Count).Select(i => $"{set.Labels[i]} {Convert.ToHexString(set.Pixels.AsSpan(64 * i, 64))}");
}
