namespace Nabla;

/// <summary>What a running result is made of.</summary>
public enum ScanKind
{
    /// <summary>Σ x.</summary>
    Sum,

    /// <summary>Π x.</summary>
    Product,

    /// <summary>ln Σ eˣ.</summary>
    LogSumExp,
}

public abstract partial class Backend
{
    /// <summary>
    /// y (int64) = positions along the axis of x's elements in rising (or falling) order, as many as y has there; equal elements keep their
    /// order, NaN is the largest.
    /// </summary>
    public abstract void Order(Tensor x, int axis, bool descending, Tensor y);

    /// <summary>
    /// y (int64) = how many of the sorted numbers are &lt; x (≤ for <paramref name="right"/>), NaN being behind all. Sorted is (N), or (…,
    /// N) with the leading axes of x.
    /// </summary>
    public abstract void SearchSorted(Tensor sorted, Tensor x, bool right, Tensor y);

    /// <summary>y = running result along an axis up to each element, it included; from the end if <paramref name="reverse"/>.</summary>
    public abstract void Scan(ScanKind kind, Tensor x, int axis, bool reverse, Tensor y);

    /// <summary>y[i] = a[i] · y[i − 1] + x[i] along an axis (y[i + 1] if <paramref name="reverse"/>); the first a is not read.</summary>
    public abstract void LinearScan(Tensor x, Tensor a, int axis, bool reverse, Tensor y);

    /// <summary>y (int64) = position of the largest (or smallest) element so far along an axis, the last if equal; a NaN stays.</summary>
    public abstract void ScanExtremum(Tensor x, int axis, bool smallest, Tensor y);

    /// <summary>y = a ∘ b bit by bit; all of one dtype, int32, int64 or bool; a and b broadcast to y's shape.</summary>
    public abstract void Bits(Kernels.BitKind kind, Tensor a, Tensor b, Tensor y);

    /// <summary>y = a ∘ b for whole numbers; all of one dtype, int32 or int64; a and b broadcast to y's shape.</summary>
    public abstract void Whole(Kernels.WholeKind kind, Tensor a, Tensor b, Tensor y);
}
