using Nabla.Train.Data;

namespace Nabla.Train.Tests.Data;

public class ImageTests
{
    [Fact]
    public void GreyIsTheLumaOfBt601AndAlphaLiesOverTheBackground()
    {
        Assert.Equal([0.299f, 0.587f, 0.114f], new Image(1, 3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1]).ToGray().Pixels);
        Assert.Equal([0.25f * 0.8f + 0.75f], new Image(1, 1, 2, [0.8f, 0.25f]).ToGray(background: 1).Pixels);
        Assert.Equal([0.5f], new Image(1, 1, 4, [1, 1, 1, 0.5f]).ToGray().Pixels, new Near(1e-6f));     // 0.299 + 0.587 + 0.114 rounds
        Assert.Equal([0.3f, 0.3f, 0.3f], new Image(1, 1, 1, [0.3f]).ToRgb().Pixels);
    }

    // Each expectation is worked out by hand from the definition.
    [Theory]
    [InlineData(new float[] { 1, 3, 5, 9 }, 2, new float[] { 2, 7 })]                                   // means of pairs
    [InlineData(new float[] { 1, 4, 7 }, 2, new float[] { 2, 6 })]                                      // 1 and half of 4; half of 4 and 7
    [InlineData(new float[] { 2, 4 }, 4, new float[] { 2, 2.5f, 3.5f, 4 })]                             // centres at −¼, ¼, ¾, 1¼
    [InlineData(new float[] { 5 }, 3, new float[] { 5, 5, 5 })]
    [InlineData(new float[] { 1, 2, 3 }, 1, new float[] { 2 })]
    public void EachAxisIsResized(float[] row, int length, float[] expected)
    {
        Assert.Equal(expected, new Image(1, row.Length, 1, row).Resize(1, length).Pixels, new Near(1e-5f));      // a few roundings of numbers below 10
        Assert.Equal(expected, new Image(row.Length, 1, 1, row).Resize(length, 1).Pixels, new Near(1e-5f));
    }

    [Fact]
    public void ChannelsAreResizedOnTheirOwn()
    {
        var image = new Image(2, 2, 3, [0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14]);
        Assert.Equal([6f, 7, 8], image.Resize(1, 1).Pixels);
        Assert.Equal((3, 5, 3), (image.Resize(3, 5).Height, image.Resize(3, 5).Width, image.Resize(3, 5).Channels));
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(3, 7)]
    [InlineData(105, 28)]
    public void AConstantImageStaysConstant(int from, int to) =>
        Assert.All(new Image(from, from, 1, [.. Enumerable.Repeat(0.7f, from * from)]).Resize(to, to).Pixels, p => Assert.Equal(0.7f, p, 1e-5f));

    [Fact]
    public void BytesAreRoundedAndCutOff() =>
        Assert.Equal(new byte[] { 0, 0, 128, 255, 255, 0 }, new Image(1, 6, 1, [-1, 0.001f, 0.502f, 1, 7, float.NaN]).ToBytes());

    [Fact]
    public void InvertedAlphaStays() => Assert.Equal([0.75f, 0.5f], new Image(1, 1, 2, [0.25f, 0.5f]).Invert().Pixels);

    sealed class Near(float tolerance) : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => MathF.Abs(x - y) <= tolerance;

        public int GetHashCode(float obj) => 0;
    }
}
