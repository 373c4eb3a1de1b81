using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Gather(Tensor x, int axis, Tensor index, Tensor y)
    {
        switch (x.DType)
        {
            case DType.Float32: Gather<float>(x, axis, index, y); break;
            case DType.Float64: Gather<double>(x, axis, index, y); break;
            case DType.Int32: Gather<int>(x, axis, index, y); break;
            case DType.Int64: Gather<long>(x, axis, index, y); break;
            default: Gather<bool>(x, axis, index, y); break;
        }
    }

    static void Gather<T>(Tensor x, int axis, Tensor index, Tensor y) where T : unmanaged
    {
        using var from = Access<T>.Dense(x);
        using var at = Access<long>.Dense(index);
        using var to = Access<T>.Strided(y);
        var (outer, count, inner) = Around(y.Shape, axis);
        AxisIndexing.Gather(from.Pointer, x.Shape[axis], at.Pointer, to.Pointer, outer, count, inner);
    }

    public override void Scatter(ScatterKind kind, Tensor x, int axis, Tensor index, Tensor y)
    {
        if (kind == ScatterKind.Replace && axis == 0 && PutRows(x, index, y))
            return;
        switch (x.DType)
        {
            case DType.Float32: Scatter<float>(kind, x, axis, index, y); break;
            case DType.Float64: Scatter<double>(kind, x, axis, index, y); break;
            case DType.Int32: Scatter<int>(kind, x, axis, index, y); break;
            case DType.Int64: Scatter<long>(kind, x, axis, index, y); break;
            case DType.Bool when kind is ScatterKind.Replace or ScatterKind.Max or ScatterKind.Min: Scatter<byte>(kind, x, axis, index, y); break;
            default: throw NoKernel($"Scatter{kind}", x.DType);
        }
    }

    // One index for a whole row, repeated by its strides: rows are moved as they are.
    static bool PutRows(Tensor x, Tensor index, Tensor y)
    {
        var columns = x.Shape[0] == 0 ? 0 : x.Length / x.Shape[0];
        for (var axis = 0; axis < index.Rank; axis++)
            if (index.Shape[axis] > 1 && index.Layout.Stride(axis) != (axis == 0 ? 1 : 0))
                return false;
        if (columns < 2)
            return false;
        switch (x.DType.Size())
        {
            case 4: PutRows<int>(x, index, y, checked((int)columns)); break;
            case 8: PutRows<long>(x, index, y, checked((int)columns)); break;
            default: PutRows<byte>(x, index, y, checked((int)columns)); break;
        }

        return true;
    }

    static void PutRows<T>(Tensor x, Tensor index, Tensor y, int columns) where T : unmanaged
    {
        using var from = Access<T>.Dense(x);
        using var at = Access<long>.Strided(index);
        using var to = Access<T>.Strided(y);
        RowIndexing.Put(from.Pointer, at.Pointer, to.Pointer, y.Shape[0], x.Shape[0], columns);
    }

    static void Scatter<T>(ScatterKind kind, Tensor x, int axis, Tensor index, Tensor y) where T : unmanaged, INumber<T>
    {
        using var from = Access<T>.Dense(x);
        using var at = Access<long>.Dense(index);
        using var to = Access<T>.Strided(y);
        var (outer, count, inner) = Around(x.Shape, axis);
        var size = y.Shape[axis];
        switch (kind)
        {
            case ScatterKind.Replace: AxisIndexing.Scatter<T, Replacing>(from.Pointer, at.Pointer, to.Pointer, size, outer, count, inner); break;
            case ScatterKind.Add: AxisIndexing.Scatter<T, Summing>(from.Pointer, at.Pointer, to.Pointer, size, outer, count, inner); break;
            case ScatterKind.Multiply: AxisIndexing.Scatter<T, Multiplying>(from.Pointer, at.Pointer, to.Pointer, size, outer, count, inner); break;
            case ScatterKind.Max: AxisIndexing.Scatter<T, Largest>(from.Pointer, at.Pointer, to.Pointer, size, outer, count, inner); break;
            default: AxisIndexing.Scatter<T, Smallest>(from.Pointer, at.Pointer, to.Pointer, size, outer, count, inner); break;
        }
    }

    public override void IndexSelect(Tensor x, int axis, Tensor index, Tensor y)
    {
        switch (x.DType)
        {
            case DType.Float32: IndexSelect<float>(x, axis, index, y); break;
            case DType.Float64: IndexSelect<double>(x, axis, index, y); break;
            case DType.Int32: IndexSelect<int>(x, axis, index, y); break;
            case DType.Int64: IndexSelect<long>(x, axis, index, y); break;
            default: IndexSelect<bool>(x, axis, index, y); break;
        }
    }

    static void IndexSelect<T>(Tensor x, int axis, Tensor index, Tensor y) where T : unmanaged
    {
        using var from = Access<T>.Dense(x);
        using var at = Access<long>.Dense(index);
        using var to = Access<T>.Strided(y);
        var (outer, count, inner) = Around(y.Shape, axis);
        var (size, columns) = (x.Shape[axis], checked((int)inner));
        RowIndexing.Gather(from.Pointer, size, at.Pointer, to.Pointer, outer, count, columns);
    }

    public override void IndexAdd(Tensor x, int axis, Tensor index, Tensor y)
    {
        switch (x.DType)
        {
            case DType.Float32: IndexAdd<float>(x, axis, index, y); break;
            case DType.Float64: IndexAdd<double>(x, axis, index, y); break;
            case DType.Int32: IndexAdd<int>(x, axis, index, y); break;
            case DType.Int64: IndexAdd<long>(x, axis, index, y); break;
            default: throw NoKernel("IndexAdd", x.DType);
        }
    }

    static void IndexAdd<T>(Tensor x, int axis, Tensor index, Tensor y) where T : unmanaged, INumber<T>
    {
        using var from = Access<T>.Dense(x);
        using var at = Access<long>.Dense(index);
        using var to = Access<T>.Strided(y);
        var (outer, count, inner) = Around(x.Shape, axis);
        var (size, columns) = (y.Shape[axis], checked((int)inner));
        RowIndexing.ScatterAdd(from.Pointer, at.Pointer, to.Pointer, size, outer, count, columns);
    }

    public override void NonZero(Tensor x, Tensor y)
    {
        using var from = Access<bool>.Dense(x);
        using var to = Access<long>.Strided(y);
        var sizes = stackalloc int[Shape.MaxRank];
        x.Shape.CopyTo(new Span<int>(sizes, Shape.MaxRank));
        Places.OfTrue(from.Pointer, x.Length, sizes, x.Rank, to.Pointer);
    }

    public override void NumberRuns(Tensor x, Tensor number)
    {
        switch (x.DType)
        {
            case DType.Float32: NumberRuns<float>(x, number); break;
            case DType.Float64: NumberRuns<double>(x, number); break;
            case DType.Int32: NumberRuns<int>(x, number); break;
            case DType.Int64: NumberRuns<long>(x, number); break;
            default: NumberRuns<byte>(x, number); break;
        }
    }

    static void NumberRuns<T>(Tensor x, Tensor number) where T : unmanaged, INumber<T>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<long>.Strided(number);
        Runs.Number(from.Pointer, to.Pointer, x.Length);
    }

    public override void CollectRuns(Tensor x, Tensor number, Tensor values, Tensor counts)
    {
        switch (x.DType.Size())
        {
            case 4: CollectRuns<int>(x, number, values, counts); break;
            case 8: CollectRuns<long>(x, number, values, counts); break;
            default: CollectRuns<byte>(x, number, values, counts); break;
        }
    }

    static void CollectRuns<T>(Tensor x, Tensor number, Tensor values, Tensor counts) where T : unmanaged
    {
        using var from = Access<T>.Dense(x);
        using var runs = Access<long>.Dense(number);
        using var ofValues = Access<T>.Strided(values);
        using var ofCounts = Access<long>.Strided(counts);
        Runs.Collect(from.Pointer, runs.Pointer, x.Length, ofValues.Pointer, ofCounts.Pointer);
    }

    public override void JoinIndex(Tensor index, Tensor y, int size, int axis)
    {
        using var from = Access<long>.Dense(index);
        using var to = Access<long>.Strided(y);
        Places.Join(from.Pointer, to.Pointer, y.Length, size, axis);
    }
}
