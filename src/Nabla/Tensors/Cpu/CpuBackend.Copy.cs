using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Copy(Tensor x, Tensor y) => CopyInto(x, y, y.Layout);

    public override void CopyInto(Tensor x, Tensor y, Layout target)
    {
        switch (x.DType)
        {
            case DType.Float32: CopyFrom<float>(x, y, target); break;
            case DType.Float64: CopyFrom<double>(x, y, target); break;
            case DType.Int32: CopyFrom<int>(x, y, target); break;
            case DType.Int64: CopyFrom<long>(x, y, target); break;
            default: CopyFrom<bool>(x, y, target); break;
        }
    }

    static void CopyFrom<TFrom>(Tensor x, Tensor y, Layout target) where TFrom : unmanaged
    {
        switch (y.DType)
        {
            case DType.Float32: Copy<TFrom, float>(x, y, target); break;
            case DType.Float64: Copy<TFrom, double>(x, y, target); break;
            case DType.Int32: Copy<TFrom, int>(x, y, target); break;
            case DType.Int64: Copy<TFrom, long>(x, y, target); break;
            default: Copy<TFrom, bool>(x, y, target); break;
        }
    }

    static void Copy<TFrom, TTo>(Tensor x, Tensor y, Layout target) where TFrom : unmanaged where TTo : unmanaged
    {
        Span<int> sizes = stackalloc int[Shape.MaxRank];
        Span<long> from = stackalloc long[Shape.MaxRank];
        Span<long> to = stackalloc long[Shape.MaxRank];
        var source = x.Shape == target.Shape ? x.Layout : x.Layout.Broadcast(target.Shape);
        StridedCopy.Run(
            (TFrom*)x.Storage.Pointer + source.Offset, source.CopyStrides(from),
            (TTo*)y.Storage.Pointer + target.Offset, target.CopyStrides(to), target.Shape.CopyTo(sizes));
        KeepAlive(x, y);
    }

    public override void Fill(Tensor y, double value)
    {
        switch (y.DType)
        {
            case DType.Float32: FillAll(y, (float)value); break;
            case DType.Float64: FillAll(y, value); break;
            case DType.Int32: FillAll(y, (int)value); break;
            case DType.Int64: FillAll(y, (long)value); break;
            default: FillAll(y, value != 0); break;
        }
    }

    static void FillAll<T>(Tensor y, T value) where T : unmanaged
    {
        using var to = Access<T>.Strided(y);
        Filling.Run(to.Pointer, value, y.Length);
    }

    public override void Range(Tensor y, double start, double step)
    {
        switch (y.DType)
        {
            case DType.Float32: Range(y.Span<float>(), start, step); break;
            case DType.Float64: Range(y.Span<double>(), start, step); break;
            case DType.Int32: Range(y.Span<int>(), start, step); break;
            case DType.Int64: Range(y.Span<long>(), start, step); break;
            default: throw NoKernel("Range", y.DType);
        }

        GC.KeepAlive(y);
    }

    static void Range<T>(Span<T> y, double start, double step) where T : INumberBase<T>
    {
        for (var i = 0; i < y.Length; i++)
            y[i] = T.CreateTruncating(start + i * step);
    }
}
