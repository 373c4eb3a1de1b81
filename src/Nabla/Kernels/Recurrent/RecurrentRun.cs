namespace Nabla.Kernels;

/// <summary>The operands of a recurrence over <c>Steps</c> steps of <c>Batch</c> sequences; arrays are dense, optional ones null.</summary>
unsafe struct RecurrentRun<T> where T : unmanaged
{
    public int Batch;
    public int Steps;
    public int Hidden;

    /// <summary>Numbers of h: Hidden, or fewer with a projection.</summary>
    public int Outputs;

    /// <summary>The weights of h, packed: forward W_hhᵀ (Outputs × Gates · Hidden), backward W_hh.</summary>
    public T* Weight;

    /// <summary>What the cell gives is multiplied by it, if not null; packed: forward Rᵀ (Hidden × Outputs), backward R.</summary>
    public T* Projection;

    /// <summary>(3, Hidden), of a cell that has them.</summary>
    public T* Peepholes;

    /// <summary>(Gates · Hidden), added to the sums over h.</summary>
    public T* Bias;

    /// <summary>(Batch, Outputs): h before the first step, zeros if null.</summary>
    public T* FirstH;

    /// <summary>(Batch, Hidden): c before the first step, zeros if null.</summary>
    public T* FirstC;

    /// <summary>(Batch): the steps of each sequence; all <c>Steps</c> if null.</summary>
    public long* Lengths;

    /// <summary>(Batch, Steps, Kept, Hidden): first the gates' sums over the inputs, then what the cell keeps.</summary>
    public T* Kept;

    /// <summary>(Batch, Steps, Outputs): h after each step.</summary>
    public T* Y;

    /// <summary>(Batch, Steps, Outputs): h before each step, null if no gradient will be asked for.</summary>
    public T* Before;

    /// <summary>(Batch, Steps, Hidden): what is projected, null without a projection or if no gradient will be asked for.</summary>
    public T* Inner;

    /// <summary>(Batch, Steps, Hidden): c after each step.</summary>
    public T* Cells;

    /// <summary>(Batch, Steps, Outputs): gradient by y.</summary>
    public T* G;

    /// <summary>(Batch, Hidden): gradient by c after the last step, zeros if null.</summary>
    public T* GLastC;

    /// <summary>(Batch, Steps, Kept, Hidden): gradients by the gates' sums.</summary>
    public T* Sums;

    /// <summary>
    /// (Batch, Steps, Outputs): gradients by h of all steps, through y and through the step behind; null without a projection.
    /// </summary>
    public T* ByH;

    /// <summary>(Batch, Outputs): gradient by <see cref="FirstH"/>.</summary>
    public T* DFirstH;

    /// <summary>(Batch, Hidden): gradient by <see cref="FirstC"/>.</summary>
    public T* DFirstC;

    /// <summary>
    /// Sequences that one thread takes through all steps: nothing need wait between steps. At most 16, so that weights fetched from a far
    /// cache are used often; at least 4; an even number of parts, for the usual even number of threads. Small work stays together.
    /// </summary>
    public readonly int Together(int gates)
    {
        const long MinWork = 1 << 18;
        const int Least = 4, Most = 16;
        if ((long)Batch * Steps * gates * Hidden * Hidden < MinWork)
            return Math.Max(1, Batch);
        var parts = Math.Min(Math.Max(2, (Batch + Most - 1) / Most), Math.Max(1, Batch / Least));
        parts += parts > 1 ? parts % 2 : 0;
        return (Batch + parts - 1) / parts;
    }

    /// <summary>Number of a step of a sequence among the steps of all.</summary>
    public readonly nint At(int sequence, int step) => ((nint)sequence * Steps) + step;

    /// <summary>c before a step, null if it is 0.</summary>
    public readonly T* CellBefore(int sequence, int step) => step > 0
        ? Cells + ((At(sequence, step) - 1) * Hidden)
        : FirstC == null ? null : FirstC + ((nint)sequence * Hidden);

    /// <summary>Writes zeros behind the end of a sequence into an array with <paramref name="width"/> numbers a step.</summary>
    public readonly void ClearRest(T* array, int sequence, int width)
    {
        var length = Length(sequence);
        if (array != null)
            new Span<T>(array + (At(sequence, length) * width), (Steps - length) * width).Clear();
    }

    /// <summary>y = x, or zeros if x is null.</summary>
    public static void CopyOrClear(T* y, T* x, int size)
    {
        if (x == null)
            new Span<T>(y, size).Clear();
        else
            new ReadOnlySpan<T>(x, size).CopyTo(new Span<T>(y, size));
    }

    /// <summary>Steps of a sequence.</summary>
    public readonly int Length(int sequence) => Lengths == null ? Steps : (int)Lengths[sequence];

    /// <summary>
    /// The sequences first … first + rows − 1, longest first, so that those still running lie side by side. Returns the longest's steps.
    /// </summary>
    public readonly int Order(int first, int rows, int* order)
    {
        for (var row = 0; row < rows; row++)
        {
            var at = row;
            for (; at > 0 && Length(order[at - 1]) < Length(first + row); at--)
                order[at] = order[at - 1];
            order[at] = first + row;
        }

        return rows > 0 ? Length(order[0]) : 0;
    }

    /// <summary>
    /// How far apart the rows of a step's left factor are kept: an odd number of cache lines, since at a power of two they would all fall
    /// into the same few sets of the first cache.
    /// </summary>
    public static nint Stride(int width) => (((width * sizeof(T)) + 63) / 64 | 1) * (64 / sizeof(T));
}
