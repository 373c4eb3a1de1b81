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
        var size = x.Shape[axis];
        var i = 0L;
        for (var o = 0L; o < outer; o++)
            for (var m = 0L; m < count; m++)
                for (var j = 0L; j < inner; j++, i++)
                    to.Pointer[i] = from.Pointer[(o * size + Checked("Gather", at.Pointer[i], size)) * inner + j];
    }

    public override void ScatterAdd(Tensor x, int axis, Tensor index, Tensor y)
    {
        switch (x.DType)
        {
            case DType.Float32: ScatterAdd<float>(x, axis, index, y); break;
            case DType.Float64: ScatterAdd<double>(x, axis, index, y); break;
            case DType.Int32: ScatterAdd<int>(x, axis, index, y); break;
            case DType.Int64: ScatterAdd<long>(x, axis, index, y); break;
            default: throw NoKernel("ScatterAdd", x.DType);
        }
    }

    static void ScatterAdd<T>(Tensor x, int axis, Tensor index, Tensor y) where T : unmanaged, INumber<T>
    {
        using var from = Access<T>.Dense(x);
        using var at = Access<long>.Dense(index);
        using var to = Access<T>.Strided(y);
        var (outer, count, inner) = Around(x.Shape, axis);
        var size = y.Shape[axis];
        y.Span<T>().Clear();
        var i = 0L;
        for (var o = 0L; o < outer; o++)
            for (var m = 0L; m < count; m++)
                for (var j = 0L; j < inner; j++, i++)
                    to.Pointer[(o * size + Checked("ScatterAdd", at.Pointer[i], size)) * inner + j] += from.Pointer[i];
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
        for (var o = 0L; o < outer; o++)
            RowIndexing.Gather(from.Pointer + o * size * inner, size, at.Pointer, to.Pointer + o * count * inner, count, columns);
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
        y.Span<T>().Clear();
        for (var o = 0L; o < outer; o++)
            RowIndexing.ScatterAdd(from.Pointer + o * count * inner, at.Pointer, to.Pointer + o * size * inner, size, count, columns);
    }

    static long Checked(string who, long index, int size) => (ulong)index < (ulong)size
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), $"{who}: an index must be in 0 … {size - 1}, got {index}.");
}
