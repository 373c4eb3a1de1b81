using Nabla.Kernels;
using Nabla.Testing;

namespace Nabla.Tests.Kernels;

[Collection(nameof(ThreadCount))]
public class RecurrentThreadTests
{
    // Sizes at which sequences are taken in several parts, in uneven ones, and at which one sequence's products are cut up instead.
    [Theory]
    [InlineData(33, 5, 40, 72)]
    [InlineData(9, 6, 8, 100)]
    [InlineData(1, 3, 16, 520)]
    public void TheNumberOfThreadsDoesNotChangeABit(int batch, int steps, int inputs, int hidden)
    {
        Tensor Draw(int seed, params int[] shape) => GradCheck.Values(Shape.Of(shape), -0.2, 0.2, seed).To(DType.Float32);
        float[][] Run()
        {
            Tensor[] lstm = [Draw(1, batch, steps, inputs), Draw(2, 4 * hidden, inputs), Draw(3, 4 * hidden, hidden), Draw(4, 4 * hidden), Draw(5, 4 * hidden)];
            lstm = Array.ConvertAll(lstm, x => x.Track());
            var lengths = GradCheck.Values([batch], 1, steps + 0.99, 6).To(DType.Int64);
            var y = lstm[0].Lstm(lstm[1], lstm[2], lstm[3], lstm[4]);
            var z = y.Gru(lstm[2].Slice(0, 0, 3 * hidden), lstm[2].Slice(0, hidden, 3 * hidden), lengths: lengths);
            z = z.LstmProjected(lstm[2], lstm[2].Slice(1, 0, 5), lstm[2].Slice(0, 0, 5), lengths: lengths).Output;
            var gradients = z.Square().Sum().Backward();
            return [z.ToArray<float>(), .. lstm.Select(x => gradients[x].ToArray<float>())];
        }

        Assert.Equal(ThreadCount.With(1, Run), ThreadCount.With(2, Run));
        Assert.Equal(ThreadCount.With(1, Run), ThreadCount.With(3, Run));
    }
}
