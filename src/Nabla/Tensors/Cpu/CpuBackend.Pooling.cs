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

    public override void AveragePool(in PoolShape s, Tensor x, Tensor y, Divisor divisor)
    {
        if (y.DType == DType.Float32)
            AveragePool<float>(s, x, y, divisor);
        else
            AveragePool<double>(s, x, y, divisor);
    }

    static void AveragePool<T>(in PoolShape s, Tensor x, Tensor y, Divisor divisor) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<T>.Strided(y);
        Pooling.Average(s, from.Pointer, to.Pointer, divisor);
    }

    public override void AveragePoolSpread(in PoolShape s, Tensor g, Tensor dx, Divisor divisor)
    {
        if (dx.DType == DType.Float32)
            AveragePoolSpread<float>(s, g, dx, divisor);
        else
            AveragePoolSpread<double>(s, g, dx, divisor);
    }

    static void AveragePoolSpread<T>(in PoolShape s, Tensor g, Tensor dx, Divisor divisor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(g);
        using var to = Access<T>.Strided(dx);
        Pooling.AverageGradient(s, from.Pointer, to.Pointer, divisor);
    }

    public override void Unpool(in PoolShape s, Tensor x, Tensor positions, Tensor y, bool add)
    {
        if (y.DType == DType.Float32)
            Unpool<float>(s, x, positions, y, add);
        else
            Unpool<double>(s, x, positions, y, add);
    }

    static void Unpool<T>(in PoolShape s, Tensor x, Tensor positions, Tensor y, bool add) where T : unmanaged, INumberBase<T>
    {
        using var from = Access<T>.Dense(x);
        using var at = Access<int>.Dense(positions);
        using var to = Access<T>.Strided(y);
        Pooling.Unpool(s, from.Pointer, at.Pointer, to.Pointer, add);
    }

    public override void FractionalMaxPool(in PoolShape s, Tensor x, Tensor samples, Tensor y, Tensor positions)
    {
        if (y.DType == DType.Float32)
            FractionalMaxPool<float>(s, x, samples, y, positions);
        else
            FractionalMaxPool<double>(s, x, samples, y, positions);
    }

    static void FractionalMaxPool<T>(in PoolShape s, Tensor x, Tensor samples, Tensor y, Tensor positions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var by = Access<T>.Dense(samples);
        using var to = Access<T>.Strided(y);
        using var at = Access<int>.Strided(positions);
        Pooling.FractionalMax(s, x.Rank - 2, from.Pointer, by.Pointer, to.Pointer, at.Pointer);
    }

    public override void StochasticPool(in PoolShape s, Tensor x, Tensor samples, Tensor y, Tensor positions)
    {
        if (y.DType == DType.Float32)
            StochasticPool<float>(s, x, samples, y, positions);
        else
            StochasticPool<double>(s, x, samples, y, positions);
    }

    static void StochasticPool<T>(in PoolShape s, Tensor x, Tensor samples, Tensor y, Tensor positions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var by = Access<T>.Dense(samples);
        using var to = Access<T>.Strided(y);
        using var at = Access<int>.Strided(positions);
        Pooling.Stochastic(s, from.Pointer, by.Pointer, to.Pointer, at.Pointer);
    }

    public override void Im2Col(in PoolShape s, Tensor x, Tensor y)
    {
        if (y.DType == DType.Float32)
            Im2Col<float>(s, x, y);
        else
            Im2Col<double>(s, x, y);
    }

    static void Im2Col<T>(in PoolShape s, Tensor x, Tensor y) where T : unmanaged, INumberBase<T>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<T>.Strided(y);
        Pooling.Unfold(s, from.Pointer, to.Pointer);
    }

    public override void Col2Im(in PoolShape s, Tensor y, Tensor x)
    {
        if (y.DType == DType.Float32)
            Col2Im<float>(s, y, x);
        else
            Col2Im<double>(s, y, x);
    }

    static void Col2Im<T>(in PoolShape s, Tensor y, Tensor x) where T : unmanaged, INumberBase<T>
    {
        using var from = Access<T>.Dense(y);
        using var to = Access<T>.Strided(x);
        Pooling.Fold(s, from.Pointer, to.Pointer);
    }
}
