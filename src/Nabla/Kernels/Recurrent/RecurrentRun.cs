namespace Nabla.Kernels;

/// <summary>The operands of a recurrence over <c>Steps</c> steps of <c>Batch</c> sequences; arrays are dense, optional ones null.</summary>
unsafe struct RecurrentRun<T> where T : unmanaged
{
    public int Batch;
    public int Steps;
    public int Hidden;

    /// <summary>The weights of h, packed: forward W_hhᵀ (Hidden × Gates · Hidden), backward W_hh.</summary>
    public T* Weight;

    /// <summary>(Gates · Hidden), added to the sums over h.</summary>
    public T* Bias;

    /// <summary>(Batch, Hidden): the states before the first step, zeros if null.</summary>
    public T* FirstH;

    /// <summary>As <see cref="FirstH"/>, for c.</summary>
    public T* FirstC;

    /// <summary>(Batch): the steps of each sequence; all <c>Steps</c> if null.</summary>
    public long* Lengths;

    /// <summary>(Batch, Steps, Kept, Hidden): first the gates' sums over the inputs, then what the cell keeps.</summary>
    public T* Kept;

    /// <summary>(Batch, Steps, Hidden): h after each step.</summary>
    public T* Y;

    /// <summary>(Batch, Steps, Hidden): h before each step, null if no gradient will be asked for.</summary>
    public T* Before;

    /// <summary>(Batch, Steps, Hidden): c after each step.</summary>
    public T* Cells;

    /// <summary>(Batch, Steps, Hidden): gradient by y.</summary>
    public T* G;

    /// <summary>(Batch, Hidden): gradient by c after the last step, zeros if null.</summary>
    public T* GLastC;

    /// <summary>(Batch, Steps, Kept, Hidden): gradients by the gates' sums.</summary>
    public T* Sums;

    /// <summary>(Batch, Hidden): gradient by <see cref="FirstH"/>.</summary>
    public T* DFirstH;

    /// <summary>(Batch, Hidden): gradient by <see cref="FirstC"/>.</summary>
    public T* DFirstC;

    /// <summary>
    /// Sequences that one thread takes through all steps: nothing need wait between steps. At most 16, so that weights fetched from a far cache
    /// are used often; at least 4; an even number of parts, for the usual even number of threads. Small work stays together.
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
    /// How far apart the rows of a step's left factor are kept: an odd number of cache lines, since at a power of two they would all fall into the
    /// same few sets of the first cache.
    /// </summary>
    public static nint Stride(int width) => (((width * sizeof(T)) + 63) / 64 | 1) * (64 / sizeof(T));
}
