using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>A recurrent layer's steps: for each the product h W_hhᵀ and then the cell, in one pass over what the product left in cache.</summary>
static unsafe class RecurrentForward<T, TCell> where T : unmanaged, INumber<T> where TCell : struct, ICell
{
    /// <summary>Runs all steps; <c>Kept</c> holds the sums over the inputs.</summary>
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
            var stride = RecurrentRun<T>.Stride(width);
            using var states = new Scratch<T>(rows * stride);
            using var sums = new Scratch<T>((nint)rows * gates);
            using var order = new Scratch<int>(rows);
            var (longest, running) = (run.Order(first, rows, order.Pointer), rows);
            for (var row = 0; row < rows; row++)
                Start(order.Pointer[row], new Span<T>(states.Pointer + (row * stride), width));
            for (var step = 0; step < longest; step++)
            {
                while (run.Length(order.Pointer[running - 1]) <= step)
                    running--;
                Gemm.RunPacked(running, gates, width, states.Pointer, stride, run.Weight, sums.Pointer, gates, run.Bias);
                for (var row = 0; row < running; row++)
                    Cell(order.Pointer[row], step, states.Pointer + (row * stride), sums.Pointer + ((nint)row * gates));
            }

            for (var row = first; row < first + rows; row++)
                Fill(row);
        }

        // Behind the end of a sequence y and what backward multiplies with zeros are 0; the last c of all is the sequence's last.
        void Fill(int sequence)
        {
            var length = run.Length(sequence);
            if (length == run.Steps)
                return;
            nint end = ((nint)sequence * run.Steps + length) * run.Hidden, rest = (nint)(run.Steps - length) * run.Hidden;
            new Span<T>(run.Y + end, (int)rest).Clear();
            if (run.Before != null)
                new Span<T>(run.Before + end, (int)rest).Clear();
            if (TCell.HasCell)
                new Span<T>(run.Cells + end - run.Hidden, run.Hidden).CopyTo(new Span<T>(run.Cells + end + rest - run.Hidden, run.Hidden));
        }

        void Start(int sequence, Span<T> h)
        {
            if (run.FirstH == null)
                h.Clear();
            else
                new ReadOnlySpan<T>(run.FirstH + ((nint)sequence * run.Hidden), run.Hidden).CopyTo(h);
        }

        void Cell(int sequence, int step, T* h, T* s)
        {
            var width = run.Hidden;
            var at = (((nint)sequence * run.Steps) + step) * width;
            var row = new Row
            {
                Width = width, Kept = run.Kept + (at * TCell.Kept), S = s, H = h, Y = run.Y + at, Before = run.Before == null ? null : run.Before + at,
                C = run.Cells + at, OldC = step > 0 ? run.Cells + at - width : run.FirstC == null ? null : run.FirstC + ((nint)sequence * width),
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
        public T* S;
        public T* H;
        public T* Y;
        public T* Before;
        public T* C;
        public T* OldC;
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

    // kept, h, c = cell(kept, s, h, c) for the units j … j + left − 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Units<R>(in Row row, int j, int left) where R : IRegisterPart
    {
        int w = row.Width;
        T* k = row.Kept + j, s = row.S + j;
        Lane<T> k0 = R.Load(k, left), k1 = default, k2 = default, k3 = default;
        Lane<T> s0 = R.Load(s, left), s1 = default, s2 = default, s3 = default;
        if (TCell.Gates > 1) (k1, s1) = (R.Load(k + w, left), R.Load(s + w, left));
        if (TCell.Gates > 2) (k2, s2) = (R.Load(k + 2 * w, left), R.Load(s + 2 * w, left));
        if (TCell.Gates > 3) (k3, s3) = (R.Load(k + 3 * w, left), R.Load(s + 3 * w, left));
        var h = R.Load(row.H + j, left);
        var c = TCell.HasCell && row.OldC != null ? R.Load(row.OldC + j, left) : default;
        if (row.Before != null)
            R.Store(h, row.Before + j, left);
        TCell.Forward(ref k0, ref k1, ref k2, ref k3, s0, s1, s2, s3, ref h, ref c);
        R.Store(h, row.H + j, left);
        R.Store(h, row.Y + j, left);
        if (TCell.HasCell)
            R.Store(c, row.C + j, left);
        R.Store(k0, k, left);
        if (TCell.Kept > 1) R.Store(k1, k + w, left);
        if (TCell.Kept > 2) R.Store(k2, k + 2 * w, left);
        if (TCell.Kept > 3) R.Store(k3, k + 3 * w, left);
    }
}
