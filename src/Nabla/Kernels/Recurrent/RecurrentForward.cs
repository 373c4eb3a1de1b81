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
            for (var row = 0; row < rows; row++)
                Start(first + row, new Span<T>(states.Pointer + (row * stride), width));
            for (var step = 0; step < run.Steps; step++)
            {
                Gemm.RunPacked(rows, gates, width, states.Pointer, stride, run.Weight, sums.Pointer, gates, run.Bias);
                for (var row = 0; row < rows; row++)
                    Cell(first + row, step, states.Pointer + (row * stride), sums.Pointer + ((nint)row * gates));
            }
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
            int width = run.Hidden, j = 0;
            var at = (((nint)sequence * run.Steps) + step) * width;
            var row = new Row
            {
                Width = width, Kept = run.Kept + (at * TCell.Kept), S = s, H = h, Y = run.Y + at, Before = run.Before == null ? null : run.Before + at,
                C = run.Cells + at, OldC = step > 0 ? run.Cells + at - width : run.FirstC == null ? null : run.FirstC + ((nint)sequence * width),
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
        public T* S;
        public T* H;
        public T* Y;
        public T* Before;
        public T* C;
        public T* OldC;
    }

    // kept, h, c = cell(kept, s, h, c) for the units j … j + left − 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Units(in Row row, int j, int left)
    {
        int w = row.Width;
        T* k = row.Kept + j, s = row.S + j;
        Lane<T> k0 = Load(k, left), k1 = default, k2 = default, k3 = default, s0 = Load(s, left), s1 = default, s2 = default, s3 = default;
        if (TCell.Gates > 1) (k1, s1) = (Load(k + w, left), Load(s + w, left));
        if (TCell.Gates > 2) (k2, s2) = (Load(k + 2 * w, left), Load(s + 2 * w, left));
        if (TCell.Gates > 3) (k3, s3) = (Load(k + 3 * w, left), Load(s + 3 * w, left));
        var h = Load(row.H + j, left);
        var c = TCell.HasCell && row.OldC != null ? Load(row.OldC + j, left) : default;
        if (row.Before != null)
            Part.Store(h.Value, row.Before + j, left);
        TCell.Forward(ref k0, ref k1, ref k2, ref k3, s0, s1, s2, s3, ref h, ref c);
        Part.Store(h.Value, row.H + j, left);
        Part.Store(h.Value, row.Y + j, left);
        if (TCell.HasCell)
            Part.Store(c.Value, row.C + j, left);
        Part.Store(k0.Value, k, left);
        if (TCell.Kept > 1) Part.Store(k1.Value, k + w, left);
        if (TCell.Kept > 2) Part.Store(k2.Value, k + 2 * w, left);
        if (TCell.Kept > 3) Part.Store(k3.Value, k + 3 * w, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane<T> Load(T* x, int left) => new(Part.Load(x, left));
}
