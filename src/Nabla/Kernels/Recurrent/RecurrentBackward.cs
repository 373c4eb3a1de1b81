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
            CopyOrClear(dh.Pointer, null, size);
            CopyOrClear(dc.Pointer, run.GLastC == null ? null : run.GLastC + ((nint)first * width), size);
            for (var step = run.Steps - 1; step >= 0; step--)
            {
                for (var row = 0; row < rows; row++)
                {
                    var of = (nint)row * width;
                    Cell(first + row, step, dh.Pointer + of, dc.Pointer + of, sums.Pointer + (row * stride));
                }

                if (step > 0 || run.DFirstH != null)
                    Gemm.RunPacked(rows, width, gates, sums.Pointer, stride, run.Weight, dh.Pointer, width, accumulate: true);
            }

            if (run.DFirstH != null)
                CopyOrClear(run.DFirstH + ((nint)first * width), dh.Pointer, size);
            if (run.DFirstC != null)
                CopyOrClear(run.DFirstC + ((nint)first * width), dc.Pointer, size);
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
            int width = run.Hidden, j = 0;
            var at = (((nint)sequence * run.Steps) + step) * width;
            var row = new Row
            {
                Width = width, Kept = run.Kept + (at * TCell.Kept), Sums = run.Sums + (at * TCell.Kept), S = s, G = run.G + at, DH = dh, DC = dc,
                H = run.Before + at, NewC = run.Cells + at,
                C = step > 0 ? run.Cells + at - width : run.FirstC == null ? null : run.FirstC + ((nint)sequence * width),
            };
            for (; j <= width - Vector<T>.Count; j += Vector<T>.Count)
                Units(row, j, Vector<T>.Count);
            if (j < width)
                Units(row, j, width - j);
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

    // sums, dh, dc = cell′(kept, h, c, c′, dh + g, dc) for the units j … j + left − 1; those by the sums over h once more side by side in s.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Units(in Row row, int j, int left)
    {
        int w = row.Width;
        T* k = row.Kept + j, sums = row.Sums + j, s = row.S + j;
        Lane<T> k0 = Load(k, left), k1 = default, k2 = default, k3 = default;
        if (TCell.Kept > 1) k1 = Load(k + w, left);
        if (TCell.Kept > 2) k2 = Load(k + 2 * w, left);
        if (TCell.Kept > 3) k3 = Load(k + 3 * w, left);
        var dh = Load(row.DH + j, left) + Load(row.G + j, left);
        var dc = TCell.HasCell ? Load(row.DC + j, left) : default;
        var c = TCell.HasCell && row.C != null ? Load(row.C + j, left) : default;
        var newC = TCell.HasCell ? Load(row.NewC + j, left) : default;
        TCell.Backward(ref k0, ref k1, ref k2, ref k3, Load(row.H + j, left), c, newC, ref dh, ref dc);
        Part.Store(dh.Value, row.DH + j, left);
        if (TCell.HasCell)
            Part.Store(dc.Value, row.DC + j, left);
        Part.Store(k0.Value, sums, left);
        if (TCell.Kept > 1) Part.Store(k1.Value, sums + w, left);
        if (TCell.Kept > 2) Part.Store(k2.Value, sums + 2 * w, left);
        if (TCell.Kept > 3) Part.Store(k3.Value, sums + 3 * w, left);
        for (var gate = 0; gate < TCell.Gates; gate++)
        {
            var place = TCell.HiddenPlace(gate);
            Part.Store((place == 0 ? k0 : place == 1 ? k1 : place == 2 ? k2 : k3).Value, s + gate * w, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane<T> Load(T* x, int left) => new(Part.Load(x, left));
}
