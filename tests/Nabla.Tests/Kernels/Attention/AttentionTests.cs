using Nabla.Testing;

namespace Nabla.Tests.Kernels.Attention;

[Collection(nameof(ThreadCount))]
public class AttentionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ResultsAndGradientsHaveTheSameBitsForAnyNumberOfThreads(bool causal)
    {
        var x = GradCheck.Values([3, 210, 3 * 2 * 40], -2, 2, 5).To(DType.Float32).Track();
        float[] Run()
        {
            var y = x.SelfAttention(2, causal);
            return [.. y.ToArray<float>(), .. (y * y).Sum().Backward()[x].ToArray<float>()];
        }

        Assert.Equal(ThreadCount.With(1, Run), ThreadCount.With(3, Run));
    }

    [Fact]
    public void HeadsThatShareKeysHaveTheSameBitsForAnyNumberOfThreads()
    {
        Tensor Draw(int seed, int width) => GradCheck.Values([3, 210, width], -2, 2, seed).To(DType.Float32).Track();
        Tensor q = Draw(1, 6 * 20), k = Draw(2, 2 * 20), v = Draw(3, 2 * 20);
        float[] Run()
        {
            var y = q.Attention(k, v, 6, causal: true);
            var gradients = (y * y).Sum().Backward();
            return [.. y.ToArray<float>(), .. new[] { q, k, v }.SelectMany(x => gradients[x].ToArray<float>())];
        }

        Assert.Equal(ThreadCount.With(1, Run), ThreadCount.With(3, Run));
    }

    [Fact]
    public void AConstantAddedToAllScoresOfARowChangesNothing()
    {
        // Scores of 4·10⁴, whose exponentials no float holds: a key of (200, k) and a query of (200, q) have the score 4·10⁴ + q k.
        // Scores near 4·10⁴ are rounded to 2⁻⁸ = 0.004, so that weights are good to 0.4 %; 200 and 300 keys meet the running maximum.
        static Tensor WithFirst(Tensor rows, float first) => Tensor.Concat([Tensor.Full([1, 300, 1], first), rows.To(DType.Float32)], -1);
        Tensor q = GradCheck.Values([1, 300, 1], -2, 2, 1), k = GradCheck.Values([1, 300, 1], -2, 2, 2), v = GradCheck.Values([1, 300, 2], -2, 2, 3);
        var plain = WithFirst(q, 0).Attention(WithFirst(k, 0), v.To(DType.Float32)).ToArray<float>();
        var huge = WithFirst(q, 200).Attention(WithFirst(k, 200), v.To(DType.Float32)).ToArray<float>();
        for (var i = 0; i < plain.Length; i++)
            Assert.InRange(huge[i], plain[i] - 0.02, plain[i] + 0.02);
    }
}
