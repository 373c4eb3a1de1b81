using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// A recurrent layer's steps: for each the product h W_hhᵀ and then the cell, in one pass over what the product left in cache.
/// </summary>
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
            int first = chunk * each, rows = Math.Min(each, run.Batch - first), gates = TCell.Gates * run.Hidden;
            nint stride = RecurrentRun<T>.Stride(run.Outputs), innerStride = run.Projection == null ? 0 : RecurrentRun<T>.Stride(run.Hidden);
            using var states = new Scratch<T>(rows * stride);
            using var inner = new Scratch<T>(rows * innerStride);
            using var sums = new Scratch<T>((nint)rows * gates);
            using var order = new Scratch<int>(rows);
            var (longest, running) = (run.Order(first, rows, order.Pointer), rows);
            for (var row = 0; row < rows; row++)
                Start(order.Pointer[row], states.Pointer + (row * stride));
            for (var step = 0; step < longest; step++)
            {
                while (run.Length(order.Pointer[running - 1]) <= step)
                    running--;
                Gemm.RunPacked(running, gates, run.Outputs, states.Pointer, stride, run.Weight, sums.Pointer, gates, run.Bias);
                for (var row = 0; row < running; row++)
                    Cell(
                        order.Pointer[row], step, states.Pointer + (row * stride), inner.Pointer + (row * innerStride), sums.Pointer + ((nint)row * gates));
                if (run.Projection != null)
                    Project(running, step, order.Pointer, inner.Pointer, innerStride, states.Pointer, stride);
            }

            for (var row = first; row < first + rows; row++)
                Fill(row);
        }

        void Start(int sequence, T* h) =>
            RecurrentRun<T>.CopyOrClear(h, run.FirstH == null ? null : run.FirstH + ((nint)sequence * run.Outputs), run.Outputs);

        // Behind the end of a sequence y and what backward multiplies with zeros are 0; all c are the sequence's last.
        void Fill(int sequence)
        {
            run.ClearRest(run.Y, sequence, run.Outputs);
            run.ClearRest(run.Before, sequence, run.Outputs);
            run.ClearRest(run.Inner, sequence, run.Hidden);
            for (var step = run.Length(sequence); TCell.HasCell && step < run.Steps; step++)
                RecurrentRun<T>.CopyOrClear(run.Cells + (run.At(sequence, step) * run.Hidden), run.CellBefore(sequence, step), run.Hidden);
        }

        // h = R · what the cells gave
        void Project(int rows, int step, int* order, T* inner, nint innerStride, T* states, nint stride)
        {
            for (var row = 0; row < rows && run.Before != null; row++)
                RecurrentRun<T>.CopyOrClear(run.Before + (run.At(order[row], step) * run.Outputs), states + (row * stride), run.Outputs);
            Gemm.RunPacked(rows, run.Outputs, run.Hidden, inner, innerStride, run.Projection, states, stride);
            for (var row = 0; row < rows; row++)
                RecurrentRun<T>.CopyOrClear(run.Y + (run.At(order[row], step) * run.Outputs), states + (row * stride), run.Outputs);
        }

        // With a projection what the cell gives goes to inner, else it is h.
        void Cell(int sequence, int step, T* h, T* inner, T* s)
        {
            var at = run.At(sequence, step) * run.Hidden;
            var direct = run.Projection == null;
            var row = new Row
            {
                Width = run.Hidden, Kept = run.Kept + (at * TCell.Kept), S = s, P = run.Peepholes,
                C = run.Cells + at, OldC = run.CellBefore(sequence, step),
                H = direct ? h : inner, Y = direct ? run.Y + at : run.Inner == null ? inner : run.Inner + at,
                Before = direct && run.Before != null ? run.Before + at : null,
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
        public T* S;
        public T* P;
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
        Lane<T> p0 = default, p1 = default, p2 = default;
        if (TCell.HasPeepholes) (p0, p1, p2) = (R.Load(row.P + j, left), R.Load(row.P + w + j, left), R.Load(row.P + 2 * w + j, left));
        TCell.Forward(ref k0, ref k1, ref k2, ref k3, s0, s1, s2, s3, p0, p1, p2, ref h, ref c);
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
