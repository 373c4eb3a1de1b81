using System.Runtime.ExceptionServices;

namespace Nabla.Train.Data;

/// <summary>
/// Makes things number first … end − 1 on a thread of its own, a bounded number ahead of who takes them. An error while making one is
/// thrown to the taker in its turn. Disposing stops the thread and waits for it.
/// </summary>
sealed class Prefetcher<T> : IDisposable
{
    readonly Lock gate = new();
    readonly SemaphoreSlim room;
    readonly SemaphoreSlim ready = new(0);
    readonly Queue<T> queue = new();
    readonly Func<int, T> make;
    readonly Action<T> discard;
    readonly Thread thread;
    ExceptionDispatchInfo? failure;
    volatile bool stopped;

    public Prefetcher(Func<int, T> make, Action<T> discard, int first, int end, int ahead)
    {
        (this.make, this.discard) = (make, discard);
        room = new SemaphoreSlim(ahead);
        thread = new Thread(() => Work(first, end)) { IsBackground = true, Name = "Nabla loader" };
        thread.Start();
    }

    /// <summary>Waits for the next thing; false after the last.</summary>
    public bool TryTake(out T item)
    {
        ready.Wait();
        lock (gate)
        {
            if (queue.TryDequeue(out item!))
            {
                room.Release();
                return true;
            }
        }

        failure?.Throw();
        ready.Release();        // the end stays the end, however often it is asked for
        return false;
    }

    public void Dispose()
    {
        stopped = true;
        room.Release();
        thread.Join();
        foreach (var item in queue)
            discard(item);
        room.Dispose();
        ready.Dispose();
    }

    void Work(int first, int end)
    {
        try
        {
            for (var i = first; i < end; i++)
            {
                room.Wait();
                if (stopped)
                    return;
                var item = make(i);
                lock (gate)
                    queue.Enqueue(item);
                ready.Release();
            }
        }
#pragma warning disable CA1031 // whatever goes wrong here must reach the thread that wants the data
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        ready.Release();
    }
}
