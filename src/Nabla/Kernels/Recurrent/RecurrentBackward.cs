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
            var stride = RecurrentRun<T>.Stride(gates);
            var size = (nint)rows * width;
            using var dh = new Scratch<T>(size);
            using var dc = new Scratch<T>(size);
            using var sums = new Scratch<T>(rows * stride);
            using var order = new Scratch<int>(rows);
            var (longest, running) = (run.Order(first, rows, order.Pointer), 0);
            for (var row = 0; row < rows; row++)
            {
                var (sequence, of) = (order.Pointer[row], (nint)row * width);
                CopyOrClear(dh.Pointer + of, null, width);
                CopyOrClear(dc.Pointer + of, run.GLastC == null ? null : run.GLastC + ((nint)sequence * width), width);
                nint length = run.Length(sequence), kept = TCell.Kept * (nint)width;
                new Span<T>(run.Sums + ((sequence * (nint)run.Steps) + length) * kept, (int)((run.Steps - length) * kept)).Clear();
            }

            for (var step = longest - 1; step >= 0; step--)
            {
                while (running < rows && run.Length(order.Pointer[running]) > step)
                    running++;
                for (var row = 0; row < running; row++)
                {
                    var of = (nint)row * width;
                    Cell(order.Pointer[row], step, dh.Pointer + of, dc.Pointer + of, sums.Pointer + (row * stride));
                }

                if (step > 0 || run.DFirstH != null)
                    Gemm.RunPacked(running, width, gates, sums.Pointer, stride, run.Weight, dh.Pointer, width, accumulate: true);
            }

            for (var row = 0; row < rows; row++)
            {
                nint to = (nint)order.Pointer[row] * width, of = (nint)row * width;
                if (run.DFirstH != null)
                    CopyOrClear(run.DFirstH + to, dh.Pointer + of, width);
                if (run.DFirstC != null)
                    CopyOrClear(run.DFirstC + to, dc.Pointer + of, width);
            }
        }

        static void CopyOrClear(T* y, T* x, nint size)
        {
            if (x == null)
                new Span<T>(y, (int)size).Clear();
            else
                new ReadOnlySpan<T>(x, (int)size).CopyTo(new Span<T>(y, (int)size));
        }

        void Cell(int sequence, int step, T* dh, T* dc, T* s)
        {
            var width = run.Hidden;
            var at = (((nint)sequence * run.Steps) + step) * width;
            var row = new Row
            {
                Width = width, Kept = run.Kept + (at * TCell.Kept), Sums = run.Sums + (at * TCell.Kept), S = s, G = run.G + at, DH = dh, DC = dc,
                H = run.Before + at, NewC = run.Cells + at,
                C = step > 0 ? run.Cells + at - width : run.FirstC == null ? null : run.FirstC + ((nint)sequence * width),
            };
            Whole(row);
            if (width % Vector<T>.Count > 0)
                Rest(row);
        }
    }

    struct Row
    {
        public int Width;
        public T* Kept;
        public T* Sums;
        public T* S;
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

    // sums, dh, dc = cell′(kept, h, c, c′, dh + g, dc) for the units j … j + left − 1; those by the sums over h once more side by side in s.
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
        TCell.Backward(ref k0, ref k1, ref k2, ref k3, R.Load(row.H + j, left), c, newC, ref dh, ref dc);
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
