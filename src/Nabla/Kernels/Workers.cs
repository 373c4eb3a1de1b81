using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Nabla.Kernels;

/// <summary>A piece of work cut into chunks that may run in any order and on any thread.</summary>
public interface IWork
{
    /// <summary>Does chunk number <paramref name="chunk"/>. Chunks must write to separate memory.</summary>
    void Run(int chunk);
}

/// <summary>
/// The engine's own threads. Work is cut into chunks by its size alone, never by the number of threads,
/// so a result has the same bits with 1 thread or 64. Each thread begins with the same share of the chunks in every piece of work: what
/// it wrote in the last is in its own caches. Then it takes what others have left. Workers spin briefly for the next piece of work, then sleep.
/// </summary>
public static unsafe class Workers
{
    const int Open = 1 << 30;
    const int Apart = 128 / sizeof(int);        // counters of two threads lie in different pairs of cache lines
    static readonly long SpinTicks = Stopwatch.Frequency / 20_000;      // 50 µs: longer than the gap between two ops of a step

    static readonly Lock Owner = new();
    static int threads = DefaultThreads();
    static Sleeper[] sleepers = [new()];        // of each started thread; the caller's own is never used

    // One job at a time. A worker reads the job only after entering through the gate, and the owner changes it only when the gate
    // is closed and nobody is inside; so a worker that comes late finds the gate closed and costs nobody any waiting.
    static void* work;
    static delegate*<void*, int, void> body;
    static int chunks;
    static bool fromLast;
    static int shares;
    static int* next;       // of each share, the first chunk that nobody has taken
    static int room;
    static int generation;
    static volatile int gate;
    static ExceptionDispatchInfo? failure;

    [ThreadStatic] static bool insideWork;

    /// <summary>How many threads compute, the caller included; first the number of processors, or NABLA_THREADS. Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public static int Threads
    {
        get => threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            threads = value;
        }
    }

    /// <summary>Runs all chunks 0 … <paramref name="count"/> − 1 of <paramref name="job"/> and returns when the last is done.</summary>
    /// <remarks>Called from inside a chunk, or while another thread owns the workers, the chunks run on the calling thread.</remarks>
    public static void Run<TWork>(TWork job, int count) where TWork : struct, IWork => Run(ref job, count);

    /// <summary>
    /// As <see cref="Run{TWork}(TWork, int)"/>, each thread going through its share from the last chunk to the first: for a pass over what
    /// another has just gone through, of which the last part is still in the caches.
    /// </summary>
    public static void RunLastFirst<TWork>(TWork job, int count) where TWork : struct, IWork => Run(ref job, count, lastFirst: true);

    /// <summary>As <see cref="Run{TWork}(TWork, int)"/>, without copying a large description of the work.</summary>
    public static void Run<TWork>(ref TWork job, int count) where TWork : struct, IWork => Run(ref job, count, lastFirst: false);

    static void Run<TWork>(ref TWork job, int count, bool lastFirst) where TWork : struct, IWork
    {
        if (count <= 1 || threads == 1 || insideWork || !Owner.TryEnter())
        {
            for (var chunk = 0; chunk < count; chunk++)
                job.Run(lastFirst ? count - 1 - chunk : chunk);
            return;
        }

        try
        {
            fromLast = lastFirst;
            Share(Unsafe.AsPointer(ref job), &Call<TWork>, count);
        }
        finally
        {
            Owner.Exit();
        }
    }

    static void Call<TWork>(void* job, int chunk) where TWork : struct, IWork => Unsafe.AsRef<TWork>(job).Run(chunk);

    static void Share(void* job, delegate*<void*, int, void> call, int count)
    {
        var all = threads;
        StartMissing(all);
        work = job;
        body = call;
        chunks = count;
        shares = Math.Min(all, count);
        for (var share = 0; share < shares; share++)
            next[share * Apart] = First(share);
        failure = null;
        gate = Open;
        Interlocked.Increment(ref generation);
        for (var worker = 1; worker < shares; worker++)
            sleepers[worker].Wake();
        Take(0);
        Interlocked.And(ref gate, ~Open);
        while (gate != 0)
            Thread.SpinWait(1);
        failure?.Throw();
    }

    static int First(int share) => (int)((long)chunks * share / shares);

    // A thread's own share, then the others'.
    static void Take(int thread)
    {
        insideWork = true;
        try
        {
            for (var i = 0; i < shares; i++)
            {
                var share = (thread + i) % shares;
                int first = First(share), end = First(share + 1);
                for (var chunk = Interlocked.Increment(ref next[share * Apart]) - 1; chunk < end; chunk = Interlocked.Increment(ref next[share * Apart]) - 1)
                    body(work, fromLast ? first + end - 1 - chunk : chunk);
            }
        }
#pragma warning disable CA1031 // an exception on a worker must reach the thread that asked for the work
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            insideWork = false;
        }
    }

    static void StartMissing(int all)
    {
        if (room < all)
        {
            NativeBlock.Free(next);
            next = (int*)NativeBlock.Allocate((nuint)(all * Apart * sizeof(int)));
            room = all;
        }

        for (var index = sleepers.Length; index < all; index++)
        {
            sleepers = [.. sleepers, new()];
            new Thread(Serve) { IsBackground = true, Name = $"Nabla worker {index}" }.Start(index);
        }
    }

    static void Serve(object? state)
    {
        var index = (int)state!;
        var sleeper = sleepers[index];
        for (var seen = 0; ;)
        {
            AwaitWork(sleeper, seen);
            seen = Volatile.Read(ref generation);
            if (index >= threads || !TryEnter())
                continue;
            Take(index);
            Interlocked.Decrement(ref gate);
        }
    }

    static bool TryEnter()
    {
        for (var now = gate; (now & Open) != 0; now = gate)
            if (Interlocked.CompareExchange(ref gate, now + 1, now) == now)
                return true;
        return false;
    }

    static void AwaitWork(Sleeper sleeper, int seen)
    {
        for (var end = Stopwatch.GetTimestamp() + SpinTicks; Stopwatch.GetTimestamp() < end;)
            for (var i = 0; i < 32; i++)
            {
                if (Volatile.Read(ref generation) != seen)
                    return;
                Thread.SpinWait(1);
            }

        sleeper.Sleep(ref generation, seen);
    }

    static int DefaultThreads() =>
        int.TryParse(Environment.GetEnvironmentVariable("NABLA_THREADS"), CultureInfo.InvariantCulture, out var wanted) && wanted >= 1
            ? wanted
            : Environment.ProcessorCount;
}
