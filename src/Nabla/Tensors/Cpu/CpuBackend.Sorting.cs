using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Order(Tensor x, int axis, bool descending, Tensor y)
    {
        if (x.Rank > 0 && axis != x.Rank - 1)
        {
            OrderMoved(x, axis, descending, y);
            return;
        }

        switch (x.DType)
        {
            case DType.Float32: Order<float>(x, descending, y); break;
            case DType.Float64: Order<double>(x, descending, y); break;
            case DType.Int32: Order<int>(x, descending, y); break;
            case DType.Int64: Order<long>(x, descending, y); break;
            default: Order<byte>(x, descending, y); break;
        }
    }

    // Rows are sorted where they are dense: another axis is moved to the end, and the positions moved back.
    void OrderMoved(Tensor x, int axis, bool descending, Tensor y)
    {
        Span<int> last = stackalloc int[x.Rank];
        Span<int> back = stackalloc int[x.Rank];
        for (var i = 0; i < x.Rank; i++)
        {
            last[i] = i < axis ? i : i < x.Rank - 1 ? i + 1 : axis;
            back[last[i]] = i;
        }

        var moved = x.View(x.Layout.Permute(last));
        var order = Tensor.Empty(moved.Shape.With(-1, y.Shape[axis]), DType.Int64, x.Device);
        Order(moved, x.Rank - 1, descending, order);
        Copy(order.View(order.Layout.Permute(back)), y);
    }

    static void Order<T>(Tensor x, bool descending, Tensor y) where T : unmanaged
    {
        var (columns, kept) = x.Rank == 0 ? (1, 1) : (x.Shape[-1], y.Shape[-1]);
        using var from = Access<T>.Dense(x);
        using var to = Access<long>.Strided(y);
        RowOrder.Run(from.Pointer, to.Pointer, columns == 0 ? 0 : x.Length / columns, columns, kept, descending);
    }

    public override void SearchSorted(Tensor sorted, Tensor x, bool right, Tensor y)
    {
        switch (x.DType)
        {
            case DType.Float32: SearchSorted<float>(sorted, x, right, y); break;
            case DType.Float64: SearchSorted<double>(sorted, x, right, y); break;
            case DType.Int32: SearchSorted<int>(sorted, x, right, y); break;
            case DType.Int64: SearchSorted<long>(sorted, x, right, y); break;
            default: throw NoKernel("SearchSorted", x.DType);
        }
    }

    static void SearchSorted<T>(Tensor sorted, Tensor x, bool right, Tensor y) where T : unmanaged, INumber<T>
    {
        using var edges = Access<T>.Dense(sorted);
        using var from = Access<T>.Dense(x);
        using var to = Access<long>.Strided(y);
        var (length, one) = (sorted.Shape[-1], sorted.Rank == 1);
        var columns = one ? 1 : x.Shape[-1];
        SortedSearch.Run(
            edges.Pointer, length, one ? 0 : length, from.Pointer, to.Pointer, columns == 0 ? 0 : x.Length / columns, columns, right);
    }

    public override void Scan(ScanKind kind, Tensor x, int axis, bool reverse, Tensor y)
    {
        switch (x.DType)
        {
            case DType.Float32: Scan<float, double>(kind, x, axis, reverse, y); break;
            case DType.Float64: Scan<double, double>(kind, x, axis, reverse, y); break;
            case DType.Int32: Scan<int, int>(kind, x, axis, reverse, y); break;
            case DType.Int64: Scan<long, long>(kind, x, axis, reverse, y); break;
            default: throw NoKernel($"Scan{kind}", x.DType);
        }
    }

    static void Scan<T, TSum>(ScanKind kind, Tensor x, int axis, bool reverse, Tensor y)
        where T : unmanaged, INumber<T> where TSum : unmanaged, INumber<TSum>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<T>.Strided(y);
        var (outer, middle, inner) = Around(x.Shape, axis);
        var length = (int)middle;
        switch (kind)
        {
            case ScanKind.Sum: AxisScan.Run<T, TSum, AxisScan.Sum>(from.Pointer, to.Pointer, outer, length, inner, reverse); break;
            case ScanKind.Product: AxisScan.Run<T, TSum, AxisScan.Product>(from.Pointer, to.Pointer, outer, length, inner, reverse); break;
            default: AxisScan.Run<T, TSum, AxisScan.LogSumExp>(from.Pointer, to.Pointer, outer, length, inner, reverse); break;
        }
    }

    public override void LinearScan(Tensor x, Tensor a, int axis, bool reverse, Tensor y)
    {
        if (x.DType == DType.Float32)
            LinearScan<float>(x, a, axis, reverse, y);
        else
            LinearScan<double>(x, a, axis, reverse, y);
    }

    static void LinearScan<T>(Tensor x, Tensor a, int axis, bool reverse, Tensor y) where T : unmanaged, INumber<T>
    {
        using var from = Access<T>.Dense(x);
        using var factors = Access<T>.Dense(a);
        using var to = Access<T>.Strided(y);
        var (outer, middle, inner) = Around(x.Shape, axis);
        Kernels.LinearScan.Run(from.Pointer, factors.Pointer, to.Pointer, outer, (int)middle, inner, reverse);
    }

    public override void ScanExtremum(Tensor x, int axis, bool smallest, Tensor y)
    {
        switch (x.DType)
        {
            case DType.Float32: ScanExtremum<float>(x, axis, smallest, y); break;
            case DType.Float64: ScanExtremum<double>(x, axis, smallest, y); break;
            case DType.Int32: ScanExtremum<int>(x, axis, smallest, y); break;
            case DType.Int64: ScanExtremum<long>(x, axis, smallest, y); break;
            default: throw NoKernel("ScanExtremum", x.DType);
        }
    }

    static void ScanExtremum<T>(Tensor x, int axis, bool smallest, Tensor y) where T : unmanaged, INumber<T>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<long>.Strided(y);
        var (outer, middle, inner) = Around(x.Shape, axis);
        ExtremumScan.Run(from.Pointer, to.Pointer, outer, (int)middle, inner, smallest);
    }

    public override void Bits(BitKind kind, Tensor a, Tensor b, Tensor y)
    {
        var walk = Over(y.Shape);
        Add(ref walk, y, y.Shape);
        Add(ref walk, a, y.Shape);
        Add(ref walk, b, y.Shape);
        switch (y.DType)
        {
            case DType.Int32: walk.Run(new BitRow<int>(kind)); break;
            case DType.Int64: walk.Run(new BitRow<long>(kind)); break;
            case DType.Bool: walk.Run(new BitRow<byte>(kind)); break;
            default: throw NoKernel($"Bitwise{kind}", y.DType);
        }

        KeepAlive(y, a, b);
    }

    public override void Whole(WholeKind kind, Tensor a, Tensor b, Tensor y)
    {
        var walk = Over(y.Shape);
        Add(ref walk, y, y.Shape);
        Add(ref walk, a, y.Shape);
        Add(ref walk, b, y.Shape);
        if (y.DType == DType.Int32)
            walk.Run(new WholeRow<int>(kind));
        else
            walk.Run(new WholeRow<long>(kind));
        KeepAlive(y, a, b);
    }
}
