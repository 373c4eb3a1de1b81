namespace Nabla.Kernels;

/// <summary>
/// The common case of a walk: every operand is one dense run of elements, or one element repeated. Nothing to join, no axes to count.
/// </summary>
unsafe struct Line
{
    fixed long at[Walk.MaxOperands];
    fixed int steps[Walk.MaxOperands];
    fixed int widths[Walk.MaxOperands];
    int operands;

    /// <summary>Adds an operand: its first element, bytes an element, and whether it is one element repeated.</summary>
    public void Add(void* first, int width, bool repeated)
    {
        at[operands] = (long)first;
        widths[operands] = width;
        steps[operands++] = repeated ? 0 : 1;
    }

    /// <summary>Runs <paramref name="row"/> over <paramref name="count"/> elements, in chunks if there are many.</summary>
    public void Run<TRow>(TRow row, long count) where TRow : struct, IRow
    {
        if (count == 0)
            return;
        var work = new Pieces<TRow>(this, row, count);
        if (count <= 2 * Walk.Chunk)
            work.Run(0, (int)count);
        else
            Workers.Run(ref work, checked((int)((count + Walk.Chunk - 1) / Walk.Chunk)));
    }

    readonly struct Pieces<TRow>(Line line, TRow row, long count) : IWork where TRow : struct, IRow
    {
        public void Run(int chunk)
        {
            var from = (long)chunk * Walk.Chunk;
            Run(from, (int)Math.Min(Walk.Chunk, count - from));
        }

        public void Run(long from, int length)
        {
            var pointers = stackalloc byte*[Walk.MaxOperands];
            var step = stackalloc nint[Walk.MaxOperands];
            for (var k = 0; k < line.operands; k++)
            {
                step[k] = line.steps[k];
                pointers[k] = (byte*)line.at[k] + from * line.steps[k] * line.widths[k];
            }

            row.Run(pointers, step, length);
        }
    }
}
