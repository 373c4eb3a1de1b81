using Nabla.Kernels;

namespace Nabla.Tests;

public class WorkersTests
{
    readonly struct Count(int[] hits) : IWork
    {
        public void Run(int chunk) => Interlocked.Increment(ref hits[chunk]);
    }

    readonly struct Fail : IWork
    {
        public void Run(int chunk) => throw new InvalidOperationException($"chunk {chunk}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void EveryChunkRunsOnce(int chunks)
    {
        for (var round = 0; round < 2000; round++)
        {
            var hits = new int[chunks];
            Workers.Run(new Count(hits), chunks);
            Workers.RunLastFirst(new Count(hits), chunks);
            Assert.All(hits, h => Assert.Equal(2, h));
        }
    }

    [Fact]
    public void AnExceptionInAChunkReachesTheCaller() =>
        Assert.Throws<InvalidOperationException>(() => Workers.Run(default(Fail), 8));
}
