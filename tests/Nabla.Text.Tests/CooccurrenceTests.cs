using Nabla.Testing;
using Nabla.Text.Embeddings;

namespace Nabla.Text.Tests;

public class CooccurrenceTests
{
    static readonly string[] Vocabulary = ["a", "b", "c"];

    [Theory]
    [InlineData("a b c", 1, false, "0 1 0 1 0 1 0 1 0")]
    [InlineData("a b c", 2, false, "0 1 1 1 0 1 1 1 0")]
    [InlineData("a b c", 2, true, "0 1 0.5 1 0 1 0.5 1 0")]
    [InlineData("a b. c", 2, false, "0 1 0 1 0 0 0 0 0")]
    [InlineData("a x b", 1, false, "0 0 0 0 0 0 0 0 0")]
    [InlineData("a x b", 2, true, "0 0.5 0 0.5 0 0 0 0 0")]
    [InlineData("a a", 1, false, "2 0 0 0 0 0 0 0 0")]
    public void CountsPairs(string text, int window, bool byDistance, string expected)
    {
        var counts = Cooccurrence.Count(Words.Sentences(text), Vocabulary, window, byDistance);
        Assert.Equal([3, 3], counts.Shape.ToArray());
        Assert.Equal(expected, string.Join(' ', counts.ToArray<double>()));
    }

    [Fact]
    public void WrongSettingsAreNamed()
    {
        Assert.Equal("Cooccurrence.Count: the window must be at least 1, got 0.",
            Assert.Throws<ArgumentException>(() => Cooccurrence.Count([], Vocabulary, 0)).Message);
        Assert.Equal("Cooccurrence.Count: the vocabulary has 'a' at 0 and again at 1.",
            Assert.Throws<ArgumentException>(() => Cooccurrence.Count([], ["a", "a"], 1)).Message);
    }

    [Fact]
    public void LossOfGloVeIsTheSumOverThePairsThatOccur()
    {
        var counts = Tensor.Of([[0.0, 4], [150, 1]]);
        var (words, contexts) = (GradCheck.Values([2, 3], -1, 1, 1), GradCheck.Values([2, 3], -1, 1, 2));
        var (a, b) = (GradCheck.Values([2], -1, 1, 3), GradCheck.Values([2], -1, 1, 4));
        var expected = 0.0;
        foreach (var (i, j) in ((int, int)[])[(0, 1), (1, 0), (1, 1)])
        {
            var x = counts[i, j].Item();
            var dot = Enumerable.Range(0, 3).Sum(k => words[i, k].Item() * contexts[j, k].Item());
            expected += Math.Min(1, Math.Pow(x / 100, 0.75)) * Math.Pow(dot + a[i].Item() + b[j].Item() - Math.Log(x), 2);
        }

        Assert.Equal(expected, GloVe.Loss(counts, words, contexts, a, b).Item(), 12);
        GradCheck.Run(x => GloVe.Loss(counts, x[0], x[1], x[2], x[3]), [words, contexts, a, b], 2);
    }
}
