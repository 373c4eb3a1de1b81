namespace Nabla.Kernels;

/// <summary>A loop over rows: at[k] is where operand k begins, step[k] its elements between neighbours.</summary>
unsafe interface IRow
{
    void Run(byte** at, nint* step, int count);
}

/// <summary>
/// Up to five operands of one shape with their strides. Axes that are dense in every operand are joined, so a kernel sees rows as long
/// as possible; large walks are cut into chunks of a fixed number of elements.
/// </summary>
unsafe partial struct Walk
{
    public const int MaxOperands = 5;
    public const int MaxRank = 8;

    // Elements a chunk: 64 KB of float, enough to hide the cost of handing it out, small enough for the cache.
    public const int Chunk = 16 * 1024;

    int rank;
    int operands;
    fixed int sizes[MaxRank];
    fixed long strides[MaxOperands * MaxRank];
    fixed int widths[MaxOperands];
    fixed long bases[MaxOperands];

    /// <summary>A walk over axes of the given sizes; operands are added with <see cref="Add"/>.</summary>
    public Walk(ReadOnlySpan<int> shape)
    {
        rank = shape.Length;
        for (var axis = 0; axis < rank; axis++)
            sizes[axis] = shape[axis];
    }

    /// <summary>Adds an operand: its first element, bytes an element and strides in elements, one for each axis of the shape.</summary>
    public void Add(void* first, int width, ReadOnlySpan<long> axisStrides)
    {
        bases[operands] = (long)first;
        widths[operands] = width;
        for (var axis = 0; axis < rank; axis++)
            strides[operands * MaxRank + axis] = axisStrides[axis];
        operands++;
    }

    /// <summary>Runs <paramref name="row"/> over all rows; the walk is used up.</summary>
    public void Run<TRow>(TRow row) where TRow : struct, IRow
    {
        Join();
        long rows = 1;
        for (var axis = 0; axis < rank - 1; axis++)
            rows *= sizes[axis];
        var length = rank == 0 ? 1 : sizes[rank - 1];
        if (rows * length == 0)
            return;
        if (TakesTiles)
        {
            var tiles = new Tiles<TRow>(this, row, rows, length);
            Workers.Run(ref tiles, tiles.Chunks);
            return;
        }

        var work = new Rows<TRow>(this, row, rows, length);
        Workers.Run(ref work, work.Chunks);
    }

    // Drops axes of size 1 and joins an axis with the next when every operand steps evenly over both.
    void Join()
    {
        var made = 0;
        for (var axis = 0; axis < rank; axis++)
        {
            if (sizes[axis] == 1)
                continue;
            if (made > 0 && Fits(made - 1, axis))
                sizes[made - 1] *= sizes[axis];
            else
                sizes[made++] = sizes[axis];
            for (var operand = 0; operand < operands; operand++)
                strides[operand * MaxRank + made - 1] = strides[operand * MaxRank + axis];
        }

        rank = made;
    }

    readonly bool Fits(int outer, int inner)
    {
        if ((long)sizes[outer] * sizes[inner] > int.MaxValue)
            return false;
        for (var operand = 0; operand < operands; operand++)
            if (strides[operand * MaxRank + outer] != strides[operand * MaxRank + inner] * sizes[inner])
                return false;
        return true;
    }

    readonly struct Rows<TRow>(Walk walk, TRow row, long rows, int length) : IWork where TRow : struct, IRow
    {
        // Rows a chunk, or chunks a row when one row is already large.
        readonly int rowsPerChunk = Math.Max(1, Chunk / length);
        readonly int chunksPerRow = (int)((length + (long)Chunk - 1) / Chunk);

        public int Chunks => chunksPerRow > 1 ? checked((int)(rows * chunksPerRow)) : checked((int)((rows + rowsPerChunk - 1) / rowsPerChunk));

        public void Run(int chunk)
        {
            if (chunksPerRow > 1)
            {
                var from = chunk % chunksPerRow * Chunk;
                walk.RunRow(row, chunk / chunksPerRow, from, Math.Min(Chunk, length - from));
                return;
            }

            var first = (long)chunk * rowsPerChunk;
            walk.RunRows(row, first, Math.Min(first + rowsPerChunk, rows), length);
        }
    }

    // Whole rows, from one to the next without counting their axes anew.
    readonly void RunRows<TRow>(TRow row, long first, long end, int length) where TRow : struct, IRow
    {
        var at = stackalloc byte*[MaxOperands];
        var step = stackalloc nint[MaxOperands];
        var position = stackalloc int[MaxRank];
        Seek(first, position, at, step);
        for (var i = first; i < end; i++)
        {
            row.Run(at, step, length);
            for (var axis = rank - 2; axis >= 0; axis--)
            {
                var turns = ++position[axis] == sizes[axis];
                if (turns)
                    position[axis] = 0;
                for (var operand = 0; operand < operands; operand++)
                    at[operand] += strides[operand * MaxRank + axis] * (turns ? 1L - sizes[axis] : 1) * widths[operand];
                if (!turns)
                    break;
            }
        }
    }

    readonly void RunRow<TRow>(TRow row, long index, int from, int count) where TRow : struct, IRow
    {
        var at = stackalloc byte*[MaxOperands];
        var step = stackalloc nint[MaxOperands];
        var position = stackalloc int[MaxRank];
        Seek(index, position, at, step);
        for (var operand = 0; operand < operands; operand++)
            at[operand] += from * step[operand] * widths[operand];
        row.Run(at, step, count);
    }

    // Where row number index of each operand begins, its position in each axis, and the step between its elements.
    readonly void Seek(long index, int* position, byte** at, nint* step)
    {
        for (var axis = rank - 2; axis >= 0; axis--)
        {
            position[axis] = (int)(index % sizes[axis]);
            index /= sizes[axis];
        }

        for (var operand = 0; operand < operands; operand++)
        {
            long offset = 0;
            for (var axis = rank - 2; axis >= 0; axis--)
                offset += position[axis] * strides[operand * MaxRank + axis];
            at[operand] = (byte*)bases[operand] + offset * widths[operand];
            step[operand] = rank == 0 ? 0 : (nint)strides[operand * MaxRank + rank - 1];
        }
    }
}
