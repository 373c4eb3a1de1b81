using Nabla.Testing;

namespace Nabla.Tests;

public class RngTests
{
    const int Draws = 100_000;

    [Fact]
    public void SeedPathAndStepEachChangeTheNumbers()
    {
        Rng[] all = [new(1), new(2), new(1, "a"), new(1, "b"), new(1, "a", 1)];
        var first = all.Select(rng => rng.Uniform([1], dtype: DType.Float64).Item()).ToArray();
        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.Equal(first[4], new Rng(1, "a", 1).Uniform([1], dtype: DType.Float64).Item());
    }

    [Fact]
    public void ADrawDoesNotRepeatTheOneBefore()
    {
        var rng = new Rng(1);
        Assert.NotEqual(rng.Uniform([10]).ToArray<float>(), rng.Uniform([10]).ToArray<float>());
    }

    // The standard error of a mean of 100,000 draws is σ/316; five of these leave one chance in a million, and the seed is fixed.
    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void UniformNumbersFillTheirRange(DType dtype)
    {
        var x = new Rng(3).Uniform([Draws], -1, 3, dtype);
        Assert.Equal(1, x.Mean().Item(), 5 * 1.155 / 316);
        Assert.Equal(16.0 / 12, x.Variance().Item(), 0.02);
        Assert.InRange(x.Min().Item(), -1, -0.99);
        Assert.InRange(x.Max().Item(), 2.99, 3 - 1e-9);
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void NormalNumbersHaveTheirMoments(DType dtype)
    {
        var x = new Rng(4).Normal([Draws], 2, 3, dtype);
        Assert.Equal(2, x.Mean().Item(), 5 * 3.0 / 316);
        Assert.Equal(3, x.Deviation().Item(), 0.05);
        var z = (x - 2) / 3;
        Assert.Equal(0, z.Power(3).Mean().Item(), 0.06);       // σ = √15 / 316
        Assert.Equal(3, z.Power(4).Mean().Item(), 0.16);       // σ = √96 / 316
    }

    // Float32 keeps 24 of the 53 bits: 6e-8; the normal's logarithm near 1 can multiply that by a hundred.
    [Fact]
    public void BothPrecisionsDrawTheSameNumbers()
    {
        OpCheck.Close(Grid.Of(new Rng(5).Uniform([1000], -1, 1, DType.Float64)), new Rng(5).Uniform([1000], -1, 1), 2e-7, "uniform");
        OpCheck.Close(Grid.Of(new Rng(5).Normal([1000], dtype: DType.Float64)), new Rng(5).Normal([1000]), 1e-5, "normal");
    }

    [Fact]
    public void BernoulliIsTrueAsOftenAsAsked()
    {
        Assert.Equal(0.3, new Rng(5).Bernoulli([Draws], 0.3).To(DType.Float64).Mean().Item(), 5 * 0.458 / 316);
        Assert.Equal(Draws, new Rng(5).Bernoulli([Draws], 1).Count().Item());
        Assert.Equal(0, new Rng(5).Bernoulli([Draws], 0).Count().Item());
    }

    [Fact]
    public void IntegersAreSpreadEvenly()
    {
        var x = new Rng(6).Integers([Draws], -2, 5);
        for (var value = -2; value < 5; value++)
            Assert.Equal(Draws / 7.0, x.EqualTo(value).Count().Item(), 5 * Math.Sqrt(Draws * 6.0 / 49));
    }

    [Fact]
    public void APermutationNamesEachOnceAndMovesThem()
    {
        var order = new Rng(7).Permutation(1000).ToArray<long>();
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), order.Order());
        Assert.True(order.Where((at, i) => at == i).Count() < 10);
    }

    [Fact]
    public void EveryPermutationOfThreeIsEquallyLikely()
    {
        var rng = new Rng(8);
        var counts = Enumerable.Range(0, 6000).GroupBy(_ => string.Concat(rng.Permutation(3).ToArray<long>())).Select(group => group.Count()).ToArray();
        Assert.Equal(6, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));     // 1000 ± 5 σ, σ = 29
    }

    [Fact]
    public void DropoutKeepsTheMeanAndPassesTheGradientThroughItsMask()
    {
        var x = Tensor.Ones([Draws], DType.Float64).Track();
        var y = x.Dropout(0.25, new Rng(9));
        Assert.Equal(1, y.Mean().Item(), 5 * 0.577 / 316);
        Assert.Equal(y.ToArray<double>(), y.Sum().Backward()[x].ToArray<double>());
    }

    // A standard normal input keeps its mean and variance, within 5 deviations of their estimators: two positions share a draw, and the fourth
    // moment of the result is below 18.
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void AlphaDropoutKeepsMeanAndVariance(double probability)
    {
        var x = new Rng(4).Normal([Draws / 100, 2, 50], dtype: DType.Float64);
        foreach (var y in (Tensor[])[x.AlphaDropout(probability, new Rng(9)), x.FeatureAlphaDropout(probability, new Rng(9))])
        {
            Assert.Equal(0, y.Mean().Item(), 5 * Math.Sqrt(2.0 / Draws));
            Assert.Equal(1, y.Variance().Item(), 5 * Math.Sqrt(2 * 17.0 / Draws));
        }
    }

    [Fact]
    public void FeatureDropoutKeepsTheMeanAndDropsTheShareOfFeaturesItPromises()
    {
        var y = Tensor.Ones([Draws / 10, 2, 5], DType.Float64).FeatureDropout(0.25, new Rng(9));
        Assert.Equal(1, y.Mean().Item(), 5 * 0.577 / Math.Sqrt(Draws / 2));
        Assert.Equal(0.25, y.Select(1, 0).EqualTo(0).To(DType.Float64).Mean().Item(), 5 * 0.433 / Math.Sqrt(Draws / 2));
        Assert.Equal(y.Select(1, 0).ToArray<double>(), y.Select(1, 1).ToArray<double>());
    }
}
