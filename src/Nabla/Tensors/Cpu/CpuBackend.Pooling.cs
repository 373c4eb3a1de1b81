using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void MaxPool(in PoolShape s, Tensor x, Tensor y, Tensor positions)
    {
        if (y.DType == DType.Float32)
            MaxPool<float>(s, x, y, positions);
        else
            MaxPool<double>(s, x, y, positions);
    }

    static void MaxPool<T>(in PoolShape s, Tensor x, Tensor y, Tensor positions) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<T>.Strided(y);
        using var at = Access<int>.Strided(positions);
        Pooling.Max(s, from.Pointer, to.Pointer, at.Pointer);
    }

    public override void MaxPoolSpread(in PoolShape s, Tensor g, Tensor positions, Tensor dx)
    {
        if (dx.DType == DType.Float32)
            MaxPoolSpread<float>(s, g, positions, dx);
        else
            MaxPoolSpread<double>(s, g, positions, dx);
    }

    static void MaxPoolSpread<T>(in PoolShape s, Tensor g, Tensor positions, Tensor dx) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(g);
        using var at = Access<int>.Strided(positions);
        using var to = Access<T>.Strided(dx);
        Pooling.MaxGradient(s, from.Pointer, at.Pointer, to.Pointer);
    }

    public override void MaxPoolTake(in PoolShape s, Tensor x, Tensor positions, Tensor y)
    {
        if (y.DType == DType.Float32)
            MaxPoolTake<float>(s, x, positions, y);
        else
            MaxPoolTake<double>(s, x, positions, y);
    }

    static void MaxPoolTake<T>(in PoolShape s, Tensor x, Tensor positions, Tensor y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var at = Access<int>.Strided(positions);
        using var to = Access<T>.Strided(y);
        Pooling.MaxGather(s, from.Pointer, at.Pointer, to.Pointer);
    }

    public override void AveragePool(in PoolShape s, Tensor x, Tensor y, bool countPadding)
    {
        if (y.DType == DType.Float32)
            AveragePool<float>(s, x, y, countPadding);
        else
            AveragePool<double>(s, x, y, countPadding);
    }

    static void AveragePool<T>(in PoolShape s, Tensor x, Tensor y, bool countPadding) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<T>.Strided(y);
        Pooling.Average(s, from.Pointer, to.Pointer, countPadding);
    }

    public override void AveragePoolSpread(in PoolShape s, Tensor g, Tensor dx, bool countPadding)
    {
        if (dx.DType == DType.Float32)
            AveragePoolSpread<float>(s, g, dx, countPadding);
        else
            AveragePoolSpread<double>(s, g, dx, countPadding);
    }

    static void AveragePoolSpread<T>(in PoolShape s, Tensor g, Tensor dx, bool countPadding) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(g);
        using var to = Access<T>.Strided(dx);
        Pooling.AverageGradient(s, from.Pointer, to.Pointer, countPadding);
    }
}
