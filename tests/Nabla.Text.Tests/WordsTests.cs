namespace Nabla.Text.Tests;

public class WordsTests
{
    [Theory]
    [InlineData("The cat sits. The DOG sits!", "the cat sits|the dog sits")]
    [InlineData("It's 3.14, isn't it? Yes…", "it's 3 14 isn't it|yes")]
    [InlineData("", "")]
    [InlineData(" .. !", "")]
    [InlineData("Größe naïve Ωμέγα", "größe naïve ωμέγα")]
    [InlineData("rock 'n' roll", "rock n roll")]
    [InlineData("one\ntwo\tthree", "one two three")]
    public void SentencesAndWords(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Words.Sentences(text).Select(words => string.Join(' ', words))));
}
