using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>A run of steps of a tile's sum: where it starts in the rows (elements) and in the panel (steps).</summary>
readonly record struct Segment(nint Row, nint Panel);

/// <summary>
/// The sums of a tile: target(i)[lane] = start(i)[lane] + Σ over segments s and steps j of
/// row(i)[rowOffset + s.Row + j · rowStep] · panel[(s.Panel + j) · panelStep + lane].
/// </summary>
unsafe struct TileSum<T> where T : unmanaged
{
    public Segment* Segments;
    public int SegmentCount;
    public int Length;
    public T** Rows;
    public nint RowOffset;
    public nint RowStep;
    public T* Panel;
    public nint PanelStep;
    public T* Start;
    public nint StartStep;
    public T** Targets;
    public nint TargetOffset;
}

/// <summary>
/// The one inner loop of all convolutions: up to 14 rows × 2 registers of sums stay in registers while rows and panel stream by.
/// Forward, rows are pixels and lanes are output channels; for the weights' gradient, rows are weights and steps are pixels.
/// </summary>
static unsafe class Tile<T, R, TRead>
    where T : unmanaged where R : struct, IRegister<R, T> where TRead : struct, IRead
{
    /// <summary>Computes <paramref name="rows"/> rows (at most <see cref="IRegister{R,T}.MaxRows"/>) of one or two registers.</summary>
    public static void Run(int rows, bool two, in TileSum<T> sum)
    {
        if (two)
            Run<Rows2>(rows, sum);
        else if (typeof(R) == typeof(Wide<T>))
            Tile<T, Half<T>, TRead>.Run<Rows2>(rows, sum);
        else
            Run<Rows1>(rows, sum);
    }

    static void Run<TColumns>(int rows, in TileSum<T> sum) where TColumns : struct, IConstant
    {
        switch (rows)
        {
            case 1: Run<Rows1, TColumns>(sum); break;
            case 2: Run<Rows2, TColumns>(sum); break;
            case 3: Run<Rows3, TColumns>(sum); break;
            case 4: Run<Rows4, TColumns>(sum); break;
            case 5: Run<Rows5, TColumns>(sum); break;
            case 6: Run<Rows6, TColumns>(sum); break;
            case 7: Run<Rows7, TColumns>(sum); break;
            case 8: Run<Rows8, TColumns>(sum); break;
            case 9: Run<Rows9, TColumns>(sum); break;
            case 10: Run<Rows10, TColumns>(sum); break;
            case 11: Run<Rows11, TColumns>(sum); break;
            case 12: Run<Rows12, TColumns>(sum); break;
            case 13: Run<Rows13, TColumns>(sum); break;
            case 14: Run<Rows14, TColumns>(sum); break;
        }
    }

    [MethodImpl(Compile.Fully)]
    static void Run<TRows, TColumns>(in TileSum<T> sum) where TRows : struct, IConstant where TColumns : struct, IConstant
    {
        var rows = sum.Rows;
        var start = sum.Start;
        var startStep = sum.StartStep;
        var wide = TColumns.Value > 1;
        var r0 = rows[0];
        var r1 = TRows.Value > 1 ? rows[1] : null;
        var r2 = TRows.Value > 2 ? rows[2] : null;
        var r3 = TRows.Value > 3 ? rows[3] : null;
        var r4 = TRows.Value > 4 ? rows[4] : null;
        var r5 = TRows.Value > 5 ? rows[5] : null;
        var r6 = TRows.Value > 6 ? rows[6] : null;
        var r7 = TRows.Value > 7 ? rows[7] : null;
        var r8 = TRows.Value > 8 ? rows[8] : null;
        var r9 = TRows.Value > 9 ? rows[9] : null;
        var r10 = TRows.Value > 10 ? rows[10] : null;
        var r11 = TRows.Value > 11 ? rows[11] : null;
        var r12 = TRows.Value > 12 ? rows[12] : null;
        var r13 = TRows.Value > 13 ? rows[13] : null;
        var a0 = R.Load(start);
        var b0 = wide ? R.Load(start + R.Count) : default;
        var a1 = TRows.Value > 1 ? R.Load(start + startStep) : default;
        var b1 = wide && TRows.Value > 1 ? R.Load(start + startStep + R.Count) : default;
        var a2 = TRows.Value > 2 ? R.Load(start + 2 * startStep) : default;
        var b2 = wide && TRows.Value > 2 ? R.Load(start + 2 * startStep + R.Count) : default;
        var a3 = TRows.Value > 3 ? R.Load(start + 3 * startStep) : default;
        var b3 = wide && TRows.Value > 3 ? R.Load(start + 3 * startStep + R.Count) : default;
        var a4 = TRows.Value > 4 ? R.Load(start + 4 * startStep) : default;
        var b4 = wide && TRows.Value > 4 ? R.Load(start + 4 * startStep + R.Count) : default;
        var a5 = TRows.Value > 5 ? R.Load(start + 5 * startStep) : default;
        var b5 = wide && TRows.Value > 5 ? R.Load(start + 5 * startStep + R.Count) : default;
        var a6 = TRows.Value > 6 ? R.Load(start + 6 * startStep) : default;
        var b6 = wide && TRows.Value > 6 ? R.Load(start + 6 * startStep + R.Count) : default;
        var a7 = TRows.Value > 7 ? R.Load(start + 7 * startStep) : default;
        var b7 = wide && TRows.Value > 7 ? R.Load(start + 7 * startStep + R.Count) : default;
        var a8 = TRows.Value > 8 ? R.Load(start + 8 * startStep) : default;
        var b8 = wide && TRows.Value > 8 ? R.Load(start + 8 * startStep + R.Count) : default;
        var a9 = TRows.Value > 9 ? R.Load(start + 9 * startStep) : default;
        var b9 = wide && TRows.Value > 9 ? R.Load(start + 9 * startStep + R.Count) : default;
        var a10 = TRows.Value > 10 ? R.Load(start + 10 * startStep) : default;
        var b10 = wide && TRows.Value > 10 ? R.Load(start + 10 * startStep + R.Count) : default;
        var a11 = TRows.Value > 11 ? R.Load(start + 11 * startStep) : default;
        var b11 = wide && TRows.Value > 11 ? R.Load(start + 11 * startStep + R.Count) : default;
        var a12 = TRows.Value > 12 ? R.Load(start + 12 * startStep) : default;
        var b12 = wide && TRows.Value > 12 ? R.Load(start + 12 * startStep + R.Count) : default;
        var a13 = TRows.Value > 13 ? R.Load(start + 13 * startStep) : default;
        var b13 = wide && TRows.Value > 13 ? R.Load(start + 13 * startStep + R.Count) : default;

        var step = sum.RowStep;
        var panelStep = sum.PanelStep;
        var length = sum.Length;
        for (Segment* segment = sum.Segments, end = segment + sum.SegmentCount; segment < end; segment++)
        {
            var at = sum.RowOffset + segment->Row;
            var panel = sum.Panel + segment->Panel * panelStep;
            for (var left = length; left > 0; left--)
            {
                var w0 = R.Load(panel);
                var w1 = wide ? R.Load(panel + R.Count) : default;
                {
                    var x = TRead.PerLane ? R.Load(r0 + at) : R.Broadcast(r0 + at);
                    a0 = R.MultiplyAdd(x, w0, a0);
                    b0 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r0 + at + R.Count) : x, w1, b0) : b0;
                }
                if (TRows.Value > 1)
                {
                    var x = TRead.PerLane ? R.Load(r1 + at) : R.Broadcast(r1 + at);
                    a1 = R.MultiplyAdd(x, w0, a1);
                    b1 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r1 + at + R.Count) : x, w1, b1) : b1;
                }
                if (TRows.Value > 2)
                {
                    var x = TRead.PerLane ? R.Load(r2 + at) : R.Broadcast(r2 + at);
                    a2 = R.MultiplyAdd(x, w0, a2);
                    b2 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r2 + at + R.Count) : x, w1, b2) : b2;
                }
                if (TRows.Value > 3)
                {
                    var x = TRead.PerLane ? R.Load(r3 + at) : R.Broadcast(r3 + at);
                    a3 = R.MultiplyAdd(x, w0, a3);
                    b3 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r3 + at + R.Count) : x, w1, b3) : b3;
                }
                if (TRows.Value > 4)
                {
                    var x = TRead.PerLane ? R.Load(r4 + at) : R.Broadcast(r4 + at);
                    a4 = R.MultiplyAdd(x, w0, a4);
                    b4 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r4 + at + R.Count) : x, w1, b4) : b4;
                }
                if (TRows.Value > 5)
                {
                    var x = TRead.PerLane ? R.Load(r5 + at) : R.Broadcast(r5 + at);
                    a5 = R.MultiplyAdd(x, w0, a5);
                    b5 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r5 + at + R.Count) : x, w1, b5) : b5;
                }
                if (TRows.Value > 6)
                {
                    var x = TRead.PerLane ? R.Load(r6 + at) : R.Broadcast(r6 + at);
                    a6 = R.MultiplyAdd(x, w0, a6);
                    b6 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r6 + at + R.Count) : x, w1, b6) : b6;
                }
                if (TRows.Value > 7)
                {
                    var x = TRead.PerLane ? R.Load(r7 + at) : R.Broadcast(r7 + at);
                    a7 = R.MultiplyAdd(x, w0, a7);
                    b7 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r7 + at + R.Count) : x, w1, b7) : b7;
                }
                if (TRows.Value > 8)
                {
                    var x = TRead.PerLane ? R.Load(r8 + at) : R.Broadcast(r8 + at);
                    a8 = R.MultiplyAdd(x, w0, a8);
                    b8 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r8 + at + R.Count) : x, w1, b8) : b8;
                }
                if (TRows.Value > 9)
                {
                    var x = TRead.PerLane ? R.Load(r9 + at) : R.Broadcast(r9 + at);
                    a9 = R.MultiplyAdd(x, w0, a9);
                    b9 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r9 + at + R.Count) : x, w1, b9) : b9;
                }
                if (TRows.Value > 10)
                {
                    var x = TRead.PerLane ? R.Load(r10 + at) : R.Broadcast(r10 + at);
                    a10 = R.MultiplyAdd(x, w0, a10);
                    b10 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r10 + at + R.Count) : x, w1, b10) : b10;
                }
                if (TRows.Value > 11)
                {
                    var x = TRead.PerLane ? R.Load(r11 + at) : R.Broadcast(r11 + at);
                    a11 = R.MultiplyAdd(x, w0, a11);
                    b11 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r11 + at + R.Count) : x, w1, b11) : b11;
                }
                if (TRows.Value > 12)
                {
                    var x = TRead.PerLane ? R.Load(r12 + at) : R.Broadcast(r12 + at);
                    a12 = R.MultiplyAdd(x, w0, a12);
                    b12 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r12 + at + R.Count) : x, w1, b12) : b12;
                }
                if (TRows.Value > 13)
                {
                    var x = TRead.PerLane ? R.Load(r13 + at) : R.Broadcast(r13 + at);
                    a13 = R.MultiplyAdd(x, w0, a13);
                    b13 = wide ? R.MultiplyAdd(TRead.PerLane ? R.Load(r13 + at + R.Count) : x, w1, b13) : b13;
                }

                at += step;
                panel += panelStep;
            }
        }

        var targets = sum.Targets;
        var offset = sum.TargetOffset;
        Write(targets[0] + offset, a0, b0, wide);
        if (TRows.Value > 1)
            Write(targets[1] + offset, a1, b1, wide);
        if (TRows.Value > 2)
            Write(targets[2] + offset, a2, b2, wide);
        if (TRows.Value > 3)
            Write(targets[3] + offset, a3, b3, wide);
        if (TRows.Value > 4)
            Write(targets[4] + offset, a4, b4, wide);
        if (TRows.Value > 5)
            Write(targets[5] + offset, a5, b5, wide);
        if (TRows.Value > 6)
            Write(targets[6] + offset, a6, b6, wide);
        if (TRows.Value > 7)
            Write(targets[7] + offset, a7, b7, wide);
        if (TRows.Value > 8)
            Write(targets[8] + offset, a8, b8, wide);
        if (TRows.Value > 9)
            Write(targets[9] + offset, a9, b9, wide);
        if (TRows.Value > 10)
            Write(targets[10] + offset, a10, b10, wide);
        if (TRows.Value > 11)
            Write(targets[11] + offset, a11, b11, wide);
        if (TRows.Value > 12)
            Write(targets[12] + offset, a12, b12, wide);
        if (TRows.Value > 13)
            Write(targets[13] + offset, a13, b13, wide);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Write(T* to, R first, R second, bool both)
    {
        first.Store(to);
        if (both)
            second.Store(to + R.Count);
    }
}
