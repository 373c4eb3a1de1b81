namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y[…, i, …] = x[…, index[…, i, …], …] along an axis; index (int64) has y's shape, x differs from it along the axis only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index outside the axis of x.</exception>
    public abstract void Gather(Tensor x, int axis, Tensor index, Tensor y);

    /// <summary>
    /// y[…, index[…, i, …], …] = that ∘ x[…, i, …] in the order of i; y holds the values to begin with. Index (int64) has x's shape, y differs from
    /// it along the axis only.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An index outside the axis of y.</exception>
    public abstract void Scatter(ScatterKind kind, Tensor x, int axis, Tensor index, Tensor y);

    /// <summary>y[…, i, …] = x[…, index[i], …] along an axis; index (int64) is a vector.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index outside the axis of x.</exception>
    public abstract void IndexSelect(Tensor x, int axis, Tensor index, Tensor y);

    /// <summary>y = 0, then y[…, index[i], …] += x[…, i, …] in the order of i: the derivative of IndexSelect.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index outside the axis of y.</exception>
    public abstract void IndexAdd(Tensor x, int axis, Tensor index, Tensor y);

    /// <summary>The coordinates of the true elements of x (bool) in row-major order; y (int64) is (number of them, rank of x).</summary>
    public abstract void NonZero(Tensor x, Tensor y);

    /// <summary>number[i] (int64) = which run of equal neighbours element i of the vector x belongs to, counted from 0; each NaN is a run.</summary>
    public abstract void NumberRuns(Tensor x, Tensor number);

    /// <summary>The value of each run, and how many elements it has (int64), given the numbers of <see cref="NumberRuns"/>.</summary>
    public abstract void CollectRuns(Tensor x, Tensor number, Tensor values, Tensor counts);

    /// <summary>y[i] = y[i] · size + index[i] (int64), the index from the end where it is negative; y holds the values to begin with.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in −size … size − 1; the message names the axis.</exception>
    public abstract void JoinIndex(Tensor index, Tensor y, int size, int axis);
}

/// <summary>What becomes of a value that a scatter meets.</summary>
public enum ScatterKind
{
    /// <summary>The new one takes its place.</summary>
    Replace,

    /// <summary>Their sum.</summary>
    Add,

    /// <summary>Their product.</summary>
    Multiply,

    /// <summary>The larger; NaN wins.</summary>
    Max,

    /// <summary>The smaller; NaN wins.</summary>
    Min,
}
