using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>The operands of connectionist temporal classification; all arrays are dense.</summary>
unsafe struct CtcRun<T> where T : unmanaged
{
    public int Batch;
    public int Steps;
    public int Classes;
    public int Labels;
    public int Blank;

    /// <summary>(Batch, Steps, Classes): log-probabilities.</summary>
    public T* X;

    /// <summary>(Batch, Labels).</summary>
    public long* Targets;

    /// <summary>(Batch): steps that count.</summary>
    public long* StepsOf;

    /// <summary>(Batch): labels that count.</summary>
    public long* LabelsOf;

    /// <summary>(Batch): −ln p, −<see cref="Ctc.Never"/> or more where p is 0.</summary>
    public T* Losses;

    /// <summary>(Batch, Steps, <see cref="Ctc.RowLength"/>): ln α of each step; null if no gradient will be asked for.</summary>
    public T* Alphas;

    /// <summary>(Batch): gradient by the losses.</summary>
    public T* G;

    /// <summary>(Batch, Steps, Classes): gradient by x.</summary>
    public T* DX;
}

/// <summary>
/// Connectionist temporal classification, one sequence after the other. Its states are blank, label, blank, …, label, blank; the recursions
/// run over the states of a step in registers. A row of states has <see cref="Margin"/> numbers ln 0 before (α) or behind (β) it, where a
/// step would come from outside.
/// </summary>
static unsafe class Ctc
{
    /// <summary>
    /// Logarithm of 0, finite so that differences are: e to its power is 0, and sums over millions of steps stay in float32's range.
    /// </summary>
    public const double Never = -1e30;

    const int Margin = 2;
    const long MinWork = 1 << 12;       // states of all steps below which threads cost more than they give

    /// <summary>Numbers of a row of states: whole registers of any width up to 512 bits, and the margin.</summary>
    public static int RowLength(int labels) => Margin + (2 * labels + 1 + 15) / 16 * 16;

    /// <summary>Losses, and α of all steps if there is room for them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A length beyond the tensors, or a label that is no class.</exception>
    public static void Run<T>(in CtcRun<T> run) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var sequence = 0; sequence < run.Batch; sequence++)
            Require(run, sequence);
        Each(new Forward<T>(run), run);
    }

    /// <summary>dx from α and the losses of <see cref="Run"/>.</summary>
    public static void Gradient<T>(in CtcRun<T> run) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Each(new Back<T>(run), run);

    static void Each<T, TSequence>(TSequence sequence, in CtcRun<T> run) where T : unmanaged where TSequence : struct, ISequence
    {
        var each = (long)run.Batch * run.Steps * RowLength(run.Labels) < MinWork ? Math.Max(1, run.Batch) : 1;
        Workers.Run(new Sequences<TSequence>(sequence, run.Batch, each), (run.Batch + each - 1) / each);
    }

    interface ISequence
    {
        void Run(int sequence);
    }

    readonly struct Sequences<TSequence>(TSequence sequence, int batch, int each) : IWork where TSequence : struct, ISequence
    {
        public void Run(int chunk)
        {
            for (var i = chunk * each; i < Math.Min(batch, (chunk + 1) * each); i++)
                sequence.Run(i);
        }
    }

    // α_t(s) = y_t(s) (α_(t−1)(s) + α_(t−1)(s − 1) + α_(t−1)(s − 2) if the blank between may be left out); before the first step all of p is in the
    // state −1, from which the first two can be reached.
    readonly struct Forward<T>(CtcRun<T> run) : ISequence where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int sequence)
        {
            int width = RowLength(run.Labels), steps = (int)run.StepsOf[sequence], last = 2 * (int)run.LabelsOf[sequence];
            using var scratch = new Scratch<T>(4 * width);
            var states = new States<T>(run, sequence, skips: scratch.Pointer, scores: scratch.Pointer + width);
            T* row = scratch.Pointer + 2 * width, other = row + width;
            new Span<T>(row, width).Fill(T.CreateTruncating(Never));
            row[Margin - 1] = T.Zero;
            for (var t = 0; t < steps; t++)
            {
                states.Read(t);
                var before = row;
                row = run.Alphas == null ? other : run.Alphas + ((nint)sequence * run.Steps + t) * width;
                other = before;
                Advance(before, states, row, width);
            }

            var end = row + Margin + last;
            run.Losses[sequence] = -LogSum(end[0], end[-1]);
        }

        static void Advance(T* before, in States<T> states, T* row, int width)
        {
            row[0] = row[1] = T.CreateTruncating(Never);
            for (var s = 0; s < width - Margin; s += Vector<T>.Count)
            {
                var stay = Vector.Load(before + Margin + s);
                var next = Vector.Load(before + Margin - 1 + s);
                var skip = Vector.Load(before + s) + Vector.Load(states.Skips + s);
                Vector.Store(LogSum(stay, next, skip) + Vector.Load(states.Scores + s), row + Margin + s);
            }
        }
    }

    // β_t(s) = b(s) + b(s + 1) + b(s + 2) if the blank between may be left out, b = β_(t+1) y_(t+1); 1 in the last two states at the last step.
    // dx_t(c) = −g Σ α_t(s) β_t(s) / Σ α over the states s with label c: the chance to be in s at step t, given the labels.
    readonly struct Back<T>(CtcRun<T> run) : ISequence where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int sequence)
        {
            int width = RowLength(run.Labels), steps = (int)run.StepsOf[sequence], last = 2 * (int)run.LabelsOf[sequence];
            var (loss, g) = (run.Losses[sequence], run.G[sequence]);
            new Span<T>(run.DX + (nint)sequence * run.Steps * run.Classes, run.Steps * run.Classes).Clear();
            if (loss > T.CreateTruncating(-Never / 2))
                return;

            using var scratch = new Scratch<T>(6 * width);
            var states = new States<T>(run, sequence, skips: scratch.Pointer, scores: scratch.Pointer + width);
            T* beta = scratch.Pointer + 2 * width, b = beta + width, skipped = b + width, chance = skipped + width;
            new Span<T>(beta, 4 * width).Fill(T.CreateTruncating(Never));
            beta[last] = T.Zero;
            if (last > 0)
                beta[last - 1] = T.Zero;
            for (var t = steps - 1; t >= 0; t--)
            {
                if (t < steps - 1)
                    Advance(states, beta, b, skipped, width);
                Chances(run.Alphas + ((nint)sequence * run.Steps + t) * width + Margin, beta, loss, -g, chance, width);
                states.Add(chance, run.DX + ((nint)sequence * run.Steps + t) * run.Classes, last);
                states.Read(t);
            }
        }

        // The margins behind b and behind what is skipped to stay ln 0.
        static void Advance(in States<T> states, T* beta, T* b, T* skipped, int width)
        {
            for (var s = 0; s < width - Margin; s += Vector<T>.Count)
            {
                var sum = Vector.Load(beta + s) + Vector.Load(states.Scores + s);
                Vector.Store(sum, b + s);
                Vector.Store(sum + Vector.Load(states.Skips + s), skipped + s);
            }

            for (var s = 0; s < width - Margin; s += Vector<T>.Count)
                Vector.Store(LogSum(Vector.Load(b + s), Vector.Load(b + 1 + s), Vector.Load(skipped + 2 + s)), beta + s);
        }

        // chance = e^(α + β + loss) · factor
        static void Chances(T* alpha, T* beta, T loss, T factor, T* chance, int width)
        {
            for (var s = 0; s < width - Margin; s += Vector<T>.Count)
            {
                var log = new Lane<T>(Vector.Load(alpha + s) + Vector.Load(beta + s) + new Vector<T>(loss));
                Vector.Store(Lane<T>.Exp(log).Value * factor, chance + s);
            }
        }
    }

    /// <summary>The states of a sequence: what each reads of a step, and whether it may be reached over the blank before it.</summary>
    readonly struct States<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        readonly CtcRun<T> run;
        readonly int sequence;

        public States(CtcRun<T> run, int sequence, T* skips, T* scores)
        {
            (this.run, this.sequence) = (run, sequence);
            Skips = skips;
            Scores = scores;
            var width = RowLength(run.Labels);
            new Span<T>(skips, 2 * width).Fill(T.CreateTruncating(Never));
            for (var i = 0; i < Labels; i++)
                if (i == 0 || (Label(i) != Label(i - 1) && Label(i) != run.Blank))
                    skips[2 * i + 1] = T.Zero;
        }

        /// <summary>ln 1 where the state two before leads here too, else ln 0.</summary>
        public T* Skips { get; }

        /// <summary>ln y of the step that was read last, ln 0 behind the last state.</summary>
        public T* Scores { get; }

        int Labels => (int)run.LabelsOf[sequence];

        long Label(int i) => run.Targets[(nint)sequence * run.Labels + i];

        // A probability of 0 counts as ln 0 here, so that no difference is NaN.
        public void Read(int t)
        {
            var x = run.X + ((nint)sequence * run.Steps + t) * run.Classes;
            var blank = T.Max(x[run.Blank], T.CreateTruncating(Never));
            Scores[0] = blank;
            for (var i = 0; i < Labels; i++)
            {
                Scores[2 * i + 1] = T.Max(x[Label(i)], T.CreateTruncating(Never));
                Scores[2 * i + 2] = blank;
            }
        }

        /// <summary>dx[label of s] += chance[s]</summary>
        public void Add(T* chance, T* dx, int last)
        {
            var blank = T.Zero;
            for (var s = 0; s <= last; s += 2)
                blank += chance[s];
            for (var i = 0; i < Labels; i++)
                dx[Label(i)] += chance[2 * i + 1];
            dx[run.Blank] += blank;
        }
    }

    // ln (eᵃ + eᵇ + eᶜ), with one of the three powers known to be 1
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<T> LogSum<T>(Vector<T> a, Vector<T> b, Vector<T> c) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> larger = Vector.Max(a, b), smaller = Vector.Min(a, b);
        Vector<T> largest = Vector.Max(larger, c), middle = Vector.Min(larger, c);
        var sum = Vector<T>.One + Lane<T>.Exp(new(smaller - largest)).Value + Lane<T>.Exp(new(middle - largest)).Value;
        return largest + Lane<T>.Log(new(sum)).Value;
    }

    static T LogSum<T>(T a, T b) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Max(a, b) + T.LogP1(T.Exp(-T.Abs(a - b)));

    static void Require<T>(in CtcRun<T> run, int sequence) where T : unmanaged
    {
        long steps = run.StepsOf[sequence], labels = run.LabelsOf[sequence];
        if (steps < 0 || steps > run.Steps)
            throw new ArgumentOutOfRangeException(nameof(run), $"Ctc: input length {sequence} must be in 0 … {run.Steps}, got {steps}.");
        if (labels < 0 || labels > run.Labels)
            throw new ArgumentOutOfRangeException(nameof(run), $"Ctc: target length {sequence} must be in 0 … {run.Labels}, got {labels}.");
        for (var i = 0; i < labels; i++)
            if (run.Targets[(nint)sequence * run.Labels + i] is var label && (label < 0 || label >= run.Classes))
                throw new ArgumentOutOfRangeException(
                    nameof(run), $"Ctc: label {i} of target {sequence} must be a class 0 … {run.Classes - 1}, got {label}.");
    }
}
