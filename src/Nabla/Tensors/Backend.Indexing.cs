namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y[…, i, …] = x[…, index[…, i, …], …] along an axis; index (int64) has y's shape, x differs from it along the axis only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index outside the axis of x.</exception>
    public abstract void Gather(Tensor x, int axis, Tensor index, Tensor y);

    /// <summary>y = 0, then y[…, index[…, i, …], …] += x[…, i, …] in the order of i: the derivative of Gather.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index outside the axis of y.</exception>
    public abstract void ScatterAdd(Tensor x, int axis, Tensor index, Tensor y);

    /// <summary>y[…, i, …] = x[…, index[i], …] along an axis; index (int64) is a vector.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index outside the axis of x.</exception>
    public abstract void IndexSelect(Tensor x, int axis, Tensor index, Tensor y);

    /// <summary>y = 0, then y[…, index[i], …] += x[…, i, …] in the order of i: the derivative of IndexSelect.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index outside the axis of y.</exception>
    public abstract void IndexAdd(Tensor x, int axis, Tensor index, Tensor y);
}
