namespace Nabla.Kernels;

/// <summary>
/// The axes of a strided copy in the order in which it runs: the target's widest stride outermost, joined where both sides step evenly,
/// the last two forming the plane that <see cref="CopyPlane"/> copies.
/// </summary>
unsafe struct CopyAxes
{
    public const int MaxRank = 8;

    fixed long size[MaxRank];
    fixed long xStride[MaxRank];
    fixed long yStride[MaxRank];
    int rank;

    public CopyAxes(ReadOnlySpan<int> shape, ReadOnlySpan<long> xStrides, ReadOnlySpan<long> yStrides)
    {
        Length = 1;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            Length *= shape[axis];
            if (shape[axis] != 1)
                Insert(shape[axis], xStrides[axis], yStrides[axis]);
        }

        Join();
        while (rank < 2)
            InsertAt(0, 1, 0, 0);
    }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    public readonly int Rank => rank;

    public readonly long Rows => size[rank - 2];

    public readonly long Columns => size[rank - 1];

    public readonly long XRow => xStride[rank - 2];

    public readonly long XColumn => xStride[rank - 1];

    public readonly long YRow => yStride[rank - 2];

    public readonly long YColumn => yStride[rank - 1];

    public readonly long Planes => Length / (Rows * Columns);

    /// <summary>Whether neighbours along a row of the target are far apart in the source, and neighbours in the source lie along its rows.</summary>
    public readonly bool IsTransposed => YColumn == 1 && XRow == 1 && XColumn != 1 && Rows > 1;

    /// <summary>Size and strides of an axis.</summary>
    public readonly (long Size, long X, long Y) this[int axis] => (size[axis], xStride[axis], yStride[axis]);

    /// <summary>Goes to plane number <paramref name="plane"/>: the position in each outer axis and where it begins in x and y.</summary>
    public readonly void Seek(long plane, long* position, out long x, out long y)
    {
        (x, y) = (0, 0);
        for (var axis = rank - 3; axis >= 0; axis--)
        {
            position[axis] = plane % size[axis];
            plane /= size[axis];
            x += position[axis] * xStride[axis];
            y += position[axis] * yStride[axis];
        }
    }

    /// <summary>Goes on to the next plane.</summary>
    public readonly void Advance(long* position, ref long x, ref long y)
    {
        for (var axis = rank - 3; axis >= 0; axis--)
        {
            x += xStride[axis];
            y += yStride[axis];
            if (++position[axis] < size[axis])
                return;
            x -= size[axis] * xStride[axis];
            y -= size[axis] * yStride[axis];
            position[axis] = 0;
        }
    }

    void Insert(long length, long x, long y)
    {
        var at = rank;
        while (at > 0 && (Math.Abs(yStride[at - 1]), Math.Abs(xStride[at - 1])).CompareTo((Math.Abs(y), Math.Abs(x))) < 0)
            at--;
        InsertAt(at, length, x, y);
    }

    void InsertAt(int at, long length, long x, long y)
    {
        for (var axis = rank; axis > at; axis--)
            (size[axis], xStride[axis], yStride[axis]) = (size[axis - 1], xStride[axis - 1], yStride[axis - 1]);
        (size[at], xStride[at], yStride[at]) = (length, x, y);
        rank++;
    }

    void Join()
    {
        for (var axis = rank - 1; axis > 0; axis--)
            if (xStride[axis - 1] == xStride[axis] * size[axis] && yStride[axis - 1] == yStride[axis] * size[axis])
            {
                size[axis - 1] *= size[axis];
                (xStride[axis - 1], yStride[axis - 1]) = (xStride[axis], yStride[axis]);
                RemoveAt(axis);
            }
    }

    void RemoveAt(int at)
    {
        rank--;
        for (var axis = at; axis < rank; axis++)
            (size[axis], xStride[axis], yStride[axis]) = (size[axis + 1], xStride[axis + 1], yStride[axis + 1]);
    }

    /// <summary>If rows of the target jump through the source, the axis along which the source is dense becomes the plane's other axis.</summary>
    public void BringTransposedTogether()
    {
        if (rank < 3 || yStride[rank - 1] != 1 || xStride[rank - 1] is 0 or 1)
            return;
        for (var axis = rank - 3; axis >= 0; axis--)
            if (xStride[axis] == 1)
            {
                var (length, y) = (size[axis], yStride[axis]);
                RemoveAt(axis);
                InsertAt(rank - 1, length, 1, y);
                return;
            }
    }
}
