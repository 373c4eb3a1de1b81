using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>What the machine can do at most, measured: no kernel multiplies faster, none brings more data to the processor.</summary>
/// <param name="Threads">How many threads this was measured with.</param>
/// <param name="Gigaflops">Billion float operations a second, two a multiply-add.</param>
/// <param name="Gigabytes">
/// Billion bytes a second read from a block of a given size: from a cache if it fits there, else from memory.
/// </param>
public sealed record MachineLimits(int Threads, double Gigaflops, double Gigabytes)
{
    const int Rounds = 1_000_000;
    const int Sums = 12;                    // more than latency × throughput of any multiply-add unit so far: 4 cycles × 2 a cycle
    const int Repeats = 8;                  // the best counts: whatever else runs on the machine only slows down
    const long LeastRead = 64 << 20;        // by each thread, so that handing out the work does not count
    const long SmallestBlock = 16 << 10;
    const long LargestBlock = 256 << 20;    // beyond all caches

    /// <summary>Measures with <see cref="Workers.Threads"/> threads; takes about a tenth of a second.</summary>
    /// <param name="workingSet">Bytes of the block that is read: as many as the computation touches that is to be compared.</param>
    /// <exception cref="ArgumentOutOfRangeException">The working set is negative.</exception>
    public static MachineLimits Measure(long workingSet)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingSet);
        var bytes = Math.Clamp(workingSet, SmallestBlock, LargestBlock);
        return Vector512.IsHardwareAccelerated ? Measure<Lanes512>(bytes) : Measure<LanesOfVector>(bytes);
    }

    static unsafe MachineLimits Measure<TLanes>(long bytes) where TLanes : struct, ILanes<TLanes>
    {
        var threads = Workers.Threads;
        var flops = 2.0 * Sums * Rounds * TLanes.Count * threads;
        var gigaflops = flops / Best(new MultiplyAdds<TLanes>(), threads) / 1e9;

        const int Stride = 8 * sizeof(float);
        var piece = bytes / threads / (Stride * TLanes.Count) * (Stride * TLanes.Count);
        var passes = (LeastRead + piece - 1) / piece;
        var block = NativeBlock.Allocate((nuint)(piece * threads));
        try
        {
            new Span<byte>(block, (int)(piece * threads)).Clear();
            var seconds = Best(new Reading<TLanes>((float*)block, piece / sizeof(float), passes), threads);
            return new MachineLimits(threads, gigaflops, (double)piece * passes * threads / seconds / 1e9);
        }
        finally
        {
            NativeBlock.Free(block);
        }
    }

    static double Best<TWork>(TWork work, int threads) where TWork : struct, IWork
    {
        var best = double.MaxValue;
        for (var i = 0; i < Repeats; i++)
        {
            var from = Stopwatch.GetTimestamp();
            Workers.Run(work, threads);
            best = Math.Min(best, Stopwatch.GetElapsedTime(from).TotalSeconds);
        }

        return best;
    }

    // The compiler must not find out that nobody reads the sums.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    static void Use(float sum) => _ = sum;

    interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
    {
        static abstract int Count { get; }

        static abstract TSelf Of(float value);

        static abstract unsafe TSelf Load(float* from);

        // this · x + y
        TSelf Next(TSelf x, TSelf y);

        TSelf Plus(TSelf x);

        float Sum();
    }

    readonly struct Lanes512(Vector512<float> value) : ILanes<Lanes512>
    {
        readonly Vector512<float> value = value;

        public static int Count => Vector512<float>.Count;

        public static Lanes512 Of(float value) => new(Vector512.Create(value));

        public static unsafe Lanes512 Load(float* from) => new(Vector512.Load(from));

        public Lanes512 Next(Lanes512 x, Lanes512 y) => new(Vector512.FusedMultiplyAdd(value, x.value, y.value));

        public Lanes512 Plus(Lanes512 x) => new(value + x.value);

        public float Sum() => Vector512.Sum(value);
    }

    readonly struct LanesOfVector(Vector<float> value) : ILanes<LanesOfVector>
    {
        readonly Vector<float> value = value;

        public static int Count => Vector<float>.Count;

        public static LanesOfVector Of(float value) => new(new Vector<float>(value));

        public static unsafe LanesOfVector Load(float* from) => new(Vector.Load(from));

        public LanesOfVector Next(LanesOfVector x, LanesOfVector y) => new(VectorMath.MultiplyAdd(value, x.value, y.value));

        public LanesOfVector Plus(LanesOfVector x) => new(value + x.value);

        public float Sum() => Vector.Sum(value);
    }

    // Twelve sums that do not wait for each other, all in registers: a ← a · x + y.
    readonly struct MultiplyAdds<TLanes> : IWork where TLanes : struct, ILanes<TLanes>
    {
        [MethodImpl(Compile.Fully)]
        public void Run(int chunk)
        {
            TLanes x = TLanes.Of(1.0000001f), y = TLanes.Of(1e-9f);
            TLanes a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
            for (var round = 0; round < Rounds; round++)
            {
                a = a.Next(x, y);
                b = b.Next(x, y);
                c = c.Next(x, y);
                d = d.Next(x, y);
                e = e.Next(x, y);
                f = f.Next(x, y);
                g = g.Next(x, y);
                h = h.Next(x, y);
                i = i.Next(x, y);
                j = j.Next(x, y);
                k = k.Next(x, y);
                l = l.Next(x, y);
            }

            Use(a.Plus(b).Plus(c).Plus(d).Plus(e).Plus(f).Plus(g).Plus(h).Plus(i).Plus(j).Plus(k).Plus(l).Sum());
        }
    }

    // Each thread reads its own piece of the block again and again: Σ x[i].
    readonly unsafe struct Reading<TLanes>(float* block, long length, long passes) : IWork where TLanes : struct, ILanes<TLanes>
    {
        [MethodImpl(Compile.Fully)]
        public void Run(int chunk)
        {
            var start = block + chunk * length;
            TLanes a = TLanes.Of(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
            for (var pass = 0L; pass < passes; pass++)
                for (var i = 0L; i < length; i += 8 * TLanes.Count)
                {
                    var from = start + i;
                    a = a.Plus(TLanes.Load(from));
                    b = b.Plus(TLanes.Load(from + TLanes.Count));
                    c = c.Plus(TLanes.Load(from + 2 * TLanes.Count));
                    d = d.Plus(TLanes.Load(from + 3 * TLanes.Count));
                    e = e.Plus(TLanes.Load(from + 4 * TLanes.Count));
                    f = f.Plus(TLanes.Load(from + 5 * TLanes.Count));
                    g = g.Plus(TLanes.Load(from + 6 * TLanes.Count));
                    h = h.Plus(TLanes.Load(from + 7 * TLanes.Count));
                }

            Use(a.Plus(b).Plus(c).Plus(d).Plus(e).Plus(f).Plus(g).Plus(h).Sum());
        }
    }
}
