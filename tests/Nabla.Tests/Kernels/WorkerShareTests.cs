using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

[Collection(nameof(ThreadCount))]
public class WorkerShareTests
{
    const int Chunks = 8;
    const int Attempts = 100;       // a worker may sleep through a piece of work: workers of other tests may have been woken in its place

    [Fact]
    public void EachThreadBeginsWithItsOwnShareOfTheChunks()
    {
        var before = Workers.Threads;
        try
        {
            Workers.Threads = 2;
            var threads = new int[Chunks];
            for (var attempt = 0; attempt < Attempts && threads[0] == threads[Chunks / 2]; attempt++)
            {
                Array.Clear(threads);
                Workers.Run(new Meeting(threads), Chunks);
            }

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
        const int Patience = 20_000;

        // The first chunk of each share waits for that of the other, so that no thread does both if another is awake.
        public void Run(int chunk)
        {
            Volatile.Write(ref threads[chunk], Environment.CurrentManagedThreadId);
            for (var i = 0; i < Patience && chunk % (Chunks / 2) == 0 && Volatile.Read(ref threads[(chunk + (Chunks / 2)) % Chunks]) == 0; i++)
                Thread.Yield();
        }
    }
}
