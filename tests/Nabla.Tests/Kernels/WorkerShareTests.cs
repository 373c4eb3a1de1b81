using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

[Collection(nameof(ThreadCount))]
public class WorkerShareTests
{
    const int Chunks = 8;
    const int Rounds = 50;
    static readonly TimeSpan Asleep = TimeSpan.FromMilliseconds(2);     // longer than workers spin
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Also where more workers have been started than are wanted now.</summary>
    [Fact]
    public void EachThreadBeginsWithItsOwnShareOfTheChunks()
    {
        var threads = new int[Chunks];
        ThreadCount.With(4, () =>
        {
            Workers.Run(new Meeting(threads, Chunks), Chunks);
            return 0;
        });
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(threads);
            Thread.Sleep(Asleep);
            ThreadCount.With(2, () =>
            {
                Workers.Run(new Meeting(threads, Chunks / 2), Chunks);
                return 0;
            });
            Assert.Equal(Environment.CurrentManagedThreadId, threads[0]);
            Assert.NotEqual(threads[0], threads[Chunks / 2]);
        }
    }

    /// <summary>The first chunk of each share waits for that of the next, so that no thread does both while another sleeps.</summary>
    readonly struct Meeting(int[] threads, int share) : IWork
    {
        public void Run(int chunk)
        {
            Volatile.Write(ref threads[chunk], Environment.CurrentManagedThreadId);
            var (all, next) = (threads, (chunk + share) % Chunks);
            if (chunk % share == 0)
                SpinWait.SpinUntil(() => Volatile.Read(ref all[next]) != 0, Patience);
        }
    }
}
