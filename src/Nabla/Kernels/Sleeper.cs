namespace Nabla.Kernels;

/// <summary>Where one thread sleeps until another wakes it. To be woken just before falling asleep is not lost, nor taken by a third thread.</summary>
sealed class Sleeper
{
    readonly object bed = new();
    bool asleep;

    /// <summary>Sleeps until <see cref="Wake"/>, or not at all if <paramref name="news"/> is no longer what was <paramref name="seen"/>.</summary>
    public void Sleep(ref int news, int seen)
    {
        lock (bed)
        {
            asleep = true;
            Interlocked.MemoryBarrier();        // who changes the news sees a sleeper, or the sleeper sees the news
            while (asleep && Volatile.Read(ref news) == seen)
                Monitor.Wait(bed);
            asleep = false;
        }
    }

    /// <summary>To be called after the news has changed, by an interlocked operation.</summary>
    public void Wake()
    {
        if (!Volatile.Read(ref asleep))
            return;
        lock (bed)
        {
            asleep = false;
            Monitor.Pulse(bed);
        }
    }
}
