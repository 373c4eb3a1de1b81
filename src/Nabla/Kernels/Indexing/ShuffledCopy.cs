using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>
/// Copies whose target is made of dense runs, each the same selection from a small neighbourhood of the source: every second element,
/// channels in another order, pixels shuffled into channels. Sixteen elements are selected at once from at most four registers.
/// </summary>
static unsafe class ShuffledCopy
{
    const int Lanes = 16, Sources = 4;

    const int MaxGroups = 64, MaxRun = MaxGroups * Lanes;

    const int Chunk = 16 * 1024;

    // So many runs are copied group by group, so that a group's selection stays in registers and the runs in the nearest cache.
    const int Together = 16;

    // Below this many elements the plan takes longer than the copy.
    const int LeastLength = 8 * 1024;

    /// <summary>Copies elements of four bytes along the axes, if they are of that kind and the processor has such a selection.</summary>
    public static bool TryRun(int* x, int* y, in CopyAxes axes)
    {
        if (!Avx512F.IsSupported || axes.Length < LeastLength || axes[axes.Rank - 1].X == 1 && axes[axes.Rank - 1].Size >= Lanes)
            return false;
        var (run, outer) = (1L, axes.Rank);
        while (outer > 0 && axes[outer - 1] is var (size, from, to) && (size == 1 || to == run && from > 0) && run * size <= MaxRun)
        {
            run *= size;
            outer--;
        }

        if (run < Lanes)
            return false;
        var groups = stackalloc Group[(int)((run + Lanes - 1) / Lanes)];
        if (!Plan(axes, outer, (int)run, groups, out var isShared))
            return false;
        var work = new Work(x, y, axes, outer, (int)run, groups, isShared);
        Workers.Run(ref work, work.Chunks);
        return true;
    }

    // The groups of sixteen of a run; the last may overlap the one before. False if one needs more than four registers.
    static bool Plan(in CopyAxes axes, int outer, int run, Group* groups, out bool isShared)
    {
        var offsets = stackalloc long[MaxRun];
        long low = long.MaxValue, high = 0;
        for (var i = 0; i < run; i++)
        {
            offsets[i] = Offset(axes, outer, i);
            (low, high) = (Math.Min(low, offsets[i]), Math.Max(high, offsets[i]));
        }

        isShared = high - low < Sources * Lanes;
        for (var start = 0; start < run; start += Lanes)
        {
            var first = Math.Min(start, run - Lanes);
            if (!isShared)
                (low, high) = (offsets[first], offsets[first]);
            for (var lane = 0; lane < Lanes; lane++)
                (low, high) = (Math.Min(low, offsets[first + lane]), Math.Max(high, offsets[first + lane]));
            if (high - low is < Lanes - 1 or >= Sources * Lanes)
                return false;
            groups[start / Lanes] = new Group(first, low, (int)(high - low + 1), offsets + first);
        }

        return true;
    }

    // Where element i of a run lies in the source, from the run's beginning on.
    static long Offset(in CopyAxes axes, int outer, long i)
    {
        long offset = 0;
        for (var axis = axes.Rank - 1; axis >= outer; axis--)
        {
            var (size, from, _) = axes[axis];
            offset += i % size * from;
            i /= size;
        }

        return offset;
    }

    /// <summary>Sixteen neighbours of a run: where they are written, and how they are selected from the registers that cover their sources.</summary>
    readonly struct Group
    {
        readonly Vector512<int> selection;
        readonly long source;
        readonly int target;
        readonly int second, third, fourth;     // where the registers behind the first begin

        public Group(int target, long source, int span, long* offsets)
        {
            (this.target, this.source) = (target, source);
            (second, third, fourth) = (Math.Min(Lanes, span - Lanes), Math.Min(2 * Lanes, span - Lanes), Math.Min(3 * Lanes, span - Lanes));
            var lanes = stackalloc int[Lanes];
            for (var lane = 0; lane < Lanes; lane++)
            {
                var offset = (int)(offsets[lane] - source);
                var register = Math.Min(offset / Lanes, (span - 1) / Lanes);
                lanes[lane] = register * Lanes + offset - Math.Min(register * Lanes, span - Lanes);
            }

            selection = Vector512.Load(lanes);
        }

        /// <summary>One group of several runs, given where they begin.</summary>
        public void Copy(int* x, int* y, long* from, long* to, int runs)
        {
            var select = selection;
            x += source;
            y += target;
            int* b = x + second, c = x + third, d = x + fourth;
            for (var run = 0; run < runs; run++)
            {
                var at = from[run];
                Select(select, Vector512.Load(x + at), Vector512.Load(b + at), Vector512.Load(c + at), Vector512.Load(d + at)).Store(y + to[run]);
            }
        }

        /// <summary>All groups of a run, if they select from the same registers.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void CopyShared(Group* groups, int count, int* x, int* y)
        {
            x += groups->source;
            Vector512<int> a = Vector512.Load(x), b = Vector512.Load(x + groups->second);
            Vector512<int> c = Vector512.Load(x + groups->third), d = Vector512.Load(x + groups->fourth);
            for (var g = 0; g < count; g++)
                Select(groups[g].selection, a, b, c, d).Store(y + groups[g].target);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<int> Select(Vector512<int> selection, Vector512<int> a, Vector512<int> b, Vector512<int> c, Vector512<int> d) =>
            Vector512.ConditionalSelect(
                Vector512.LessThan(selection, Vector512.Create(2 * Lanes)),
                Avx512F.PermuteVar16x32x2(a, selection, b), Avx512F.PermuteVar16x32x2(c, selection, d));
    }

    readonly struct Work(int* x, int* y, CopyAxes axes, int outer, int run, Group* groups, bool isShared) : IWork
    {
        readonly long runs = axes.Length / run;
        readonly long runsPerChunk = Math.Max(1, Chunk / run);

        public int Chunks => checked((int)((runs + runsPerChunk - 1) / runsPerChunk));

        public void Run(int chunk)
        {
            var position = stackalloc long[CopyAxes.MaxRank];
            long* from = stackalloc long[Together], to = stackalloc long[Together];
            long x0 = 0, y0 = 0, first = chunk * runsPerChunk, rest = first;
            for (var axis = outer - 1; axis >= 0; axis--)
            {
                var (size, xStride, yStride) = axes[axis];
                position[axis] = rest % size;
                rest /= size;
                x0 += position[axis] * xStride;
                y0 += position[axis] * yStride;
            }

            var groupCount = (run + Lanes - 1) / Lanes;
            for (var left = Math.Min(runsPerChunk, runs - first); left > 0; left -= Together)
            {
                var count = (int)Math.Min(Together, left);
                for (var i = 0; i < count; i++)
                {
                    (from[i], to[i]) = (x0, y0);
                    Advance(position, ref x0, ref y0);
                }

                if (isShared)
                    for (var i = 0; i < count; i++)
                        Group.CopyShared(groups, groupCount, x + from[i], y + to[i]);
                else
                    for (var g = 0; g < groupCount; g++)
                        groups[g].Copy(x, y, from, to, count);
            }
        }

        void Advance(long* position, ref long from, ref long to)
        {
            for (var axis = outer - 1; axis >= 0; axis--)
            {
                var (size, xStride, yStride) = axes[axis];
                from += xStride;
                to += yStride;
                if (++position[axis] < size)
                    return;
                from -= size * xStride;
                to -= size * yStride;
                position[axis] = 0;
            }
        }
    }
}
