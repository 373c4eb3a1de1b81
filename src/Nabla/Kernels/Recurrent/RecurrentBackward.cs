using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>A recurrent layer's steps backwards: for each the cell's gradients, then their product with W_hh.</summary>
static unsafe class RecurrentBackward<T, TCell> where T : unmanaged, INumber<T> where TCell : struct, ICell
{
    /// <summary>Writes the gradients by the gates' sums of all steps, and by the first states where they are asked for.</summary>
    public static void Run(in RecurrentRun<T> run)
    {
        var each = run.Together(TCell.Gates);
        Workers.Run(new Sequences(run, each), (run.Batch + each - 1) / each);
    }

    readonly struct Sequences(RecurrentRun<T> run, int each) : IWork
    {
        public void Run(int chunk)
        {
            int first = chunk * each, rows = Math.Min(each, run.Batch - first), width = run.Hidden, gates = TCell.Gates * width;
            var projected = run.Projection != null;
            nint stride = RecurrentRun<T>.Stride(gates), outer = projected ? RecurrentRun<T>.Stride(run.Outputs) : 0;
            using var dh = new Scratch<T>((nint)rows * width);
            using var dc = new Scratch<T>((nint)rows * width);
            using var sums = new Scratch<T>(rows * stride);
            using var byH = new Scratch<T>(rows * outer);
            using var byInner = new Scratch<T>(projected ? (nint)rows * width : 0);
            using var order = new Scratch<int>(rows);
            var (longest, running) = (run.Order(first, rows, order.Pointer), 0);
            new Span<T>(byH.Pointer, (int)(rows * outer)).Clear();
            for (var row = 0; row < rows; row++)
                Start(order.Pointer[row], dh.Pointer + ((nint)row * width), dc.Pointer + ((nint)row * width));

            // The gradient by h before a step: all of it with a projection, else added to what the cell gave.
            var carried = projected ? byH.Pointer : dh.Pointer;
            var distance = projected ? outer : width;
            for (var step = longest - 1; step >= 0; step--)
            {
                while (running < rows && run.Length(order.Pointer[running]) > step)
                    running++;
                if (projected)
                    Project(running, step, order.Pointer, byH.Pointer, outer, byInner.Pointer);
                for (var row = 0; row < running; row++)
                {
                    nint sequence = order.Pointer[row], of = (nint)row * width;
                    var g = projected ? byInner.Pointer + of : run.G + (run.At((int)sequence, step) * width);
                    Cell((int)sequence, step, g, dh.Pointer + of, dc.Pointer + of, sums.Pointer + (row * stride));
                }

                if (step > 0 || run.DFirstH != null)
                    Gemm.RunPacked(running, run.Outputs, gates, sums.Pointer, stride, run.Weight, carried, distance, accumulate: !projected);
            }

            for (var row = 0; row < rows; row++)
            {
                nint sequence = order.Pointer[row];
                if (run.DFirstH != null)
                    RecurrentRun<T>.CopyOrClear(run.DFirstH + (sequence * run.Outputs), carried + (row * distance), run.Outputs);
                if (run.DFirstC != null)
                    RecurrentRun<T>.CopyOrClear(run.DFirstC + (sequence * width), dc.Pointer + ((nint)row * width), width);
            }
        }

        void Start(int sequence, T* dh, T* dc)
        {
            RecurrentRun<T>.CopyOrClear(dh, null, run.Hidden);
            RecurrentRun<T>.CopyOrClear(dc, run.GLastC == null ? null : run.GLastC + ((nint)sequence * run.Hidden), run.Hidden);
            run.ClearRest(run.Sums, sequence, TCell.Kept * run.Hidden);
            run.ClearRest(run.ByH, sequence, run.Outputs);
        }

        // byH += g, and the gradient by what was projected, byH R; it reaches the cell as that by its output.
        void Project(int rows, int step, int* order, T* byH, nint stride, T* byInner)
        {
            for (var row = 0; row < rows; row++)
            {
                var at = run.At(order[row], step) * run.Outputs;
                T* all = byH + (row * stride), g = run.G + at;
                for (var i = 0; i < run.Outputs; i++)
                    all[i] += g[i];
                RecurrentRun<T>.CopyOrClear(run.ByH + at, all, run.Outputs);
            }

            Gemm.RunPacked(rows, run.Hidden, run.Outputs, byH, stride, run.Projection, byInner, run.Hidden);
        }

        void Cell(int sequence, int step, T* g, T* dh, T* dc, T* s)
        {
            var at = run.At(sequence, step) * run.Hidden;
            var row = new Row
            {
                Width = run.Hidden, Kept = run.Kept + (at * TCell.Kept), Sums = run.Sums + (at * TCell.Kept), S = s, P = run.Peepholes,
                G = g, DH = dh, DC = dc, H = run.Before + at, NewC = run.Cells + at, C = run.CellBefore(sequence, step),
            };
            Whole(row);
            if (run.Hidden % Vector<T>.Count > 0)
                Rest(row);
        }
    }

    struct Row
    {
        public int Width;
        public T* Kept;
        public T* Sums;
        public T* S;
        public T* P;
        public T* G;
        public T* DH;
        public T* DC;
        public T* H;
        public T* C;
        public T* NewC;
    }

    // Two methods, as the compiler inlines only so much into one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Whole(in Row row)
    {
        for (var j = 0; j <= row.Width - Vector<T>.Count; j += Vector<T>.Count)
            Units<WholeRegister>(row, j, Vector<T>.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Rest(in Row row)
    {
        var left = row.Width % Vector<T>.Count;
        Units<RegisterPart>(row, row.Width - left, left);
    }

    // sums, dh, dc = cell′(kept, h, c, c′, dh + g, dc) for the units j … j + left − 1; those by the sums over h once more side by side in
    // s.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Units<R>(in Row row, int j, int left) where R : IRegisterPart
    {
        int w = row.Width;
        T* k = row.Kept + j, sums = row.Sums + j, s = row.S + j;
        Lane<T> k0 = R.Load(k, left), k1 = default, k2 = default, k3 = default;
        if (TCell.Kept > 1) k1 = R.Load(k + w, left);
        if (TCell.Kept > 2) k2 = R.Load(k + 2 * w, left);
        if (TCell.Kept > 3) k3 = R.Load(k + 3 * w, left);
        var dh = R.Load(row.DH + j, left) + R.Load(row.G + j, left);
        var dc = TCell.HasCell ? R.Load(row.DC + j, left) : default;
        var c = TCell.HasCell && row.C != null ? R.Load(row.C + j, left) : default;
        var newC = TCell.HasCell ? R.Load(row.NewC + j, left) : default;
        Lane<T> p0 = default, p1 = default, p2 = default;
        if (TCell.HasPeepholes) (p0, p1, p2) = (R.Load(row.P + j, left), R.Load(row.P + w + j, left), R.Load(row.P + 2 * w + j, left));
        var h = TCell.HasCell ? default : R.Load(row.H + j, left);
        TCell.Backward(ref k0, ref k1, ref k2, ref k3, p0, p1, p2, h, c, newC, ref dh, ref dc);
        R.Store(dh, row.DH + j, left);
        if (TCell.HasCell)
            R.Store(dc, row.DC + j, left);
        R.Store(k0, sums, left);
        if (TCell.Kept > 1) R.Store(k1, sums + w, left);
        if (TCell.Kept > 2) R.Store(k2, sums + 2 * w, left);
        if (TCell.Kept > 3) R.Store(k3, sums + 3 * w, left);
        for (var gate = 0; gate < TCell.Gates; gate++)
        {
            var place = TCell.HiddenPlace(gate);
            R.Store(place == 0 ? k0 : place == 1 ? k1 : place == 2 ? k2 : k3, s + gate * w, left);
        }
    }
}
