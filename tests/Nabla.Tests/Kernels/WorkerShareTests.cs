using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

[Collection(nameof(ThreadCount))]
public class WorkerShareTests
{
    const int Chunks = 8;

    [Fact]
    public void EachThreadBeginsWithItsOwnShareOfTheChunks()
    {
        var before = Workers.Threads;
        try
        {
            Workers.Threads = 2;
            var threads = new int[Chunks];
            Workers.Run(new Meeting(threads), Chunks);
            Assert.Equal(Environment.CurrentManagedThreadId, threads[0]);
            Assert.NotEqual(threads[0], threads[Chunks / 2]);
        }
        finally
        {
            Workers.Threads = before;
        }
    }

    readonly struct Meeting(int[] threads) : IWork
    {
        // The first chunk of each share waits for that of the other, so that no thread can do both.
        public void Run(int chunk)
        {
            Volatile.Write(ref threads[chunk], Environment.CurrentManagedThreadId);
            while (chunk % (Chunks / 2) == 0 && Volatile.Read(ref threads[(chunk + (Chunks / 2)) % Chunks]) == 0)
                Thread.Yield();
        }
    }
}
