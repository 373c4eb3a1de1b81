using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Resample(AxisTaps d, AxisTaps h, AxisTaps w, Tensor x, Tensor y)
    {
        if (y.DType == DType.Float32)
            Resample<float>(d, h, w, x, y);
        else
            Resample<double>(d, h, w, x, y);
    }

    static void Resample<T>(AxisTaps d, AxisTaps h, AxisTaps w, Tensor x, Tensor y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<T>.Strided(y);
        Resampling.Run(x.Shape[0], x.Shape[-1], d, h, w, from.Pointer, to.Pointer);
    }

    public override void GridSample(in GridShape s, Tensor x, Tensor grid, Tensor y)
    {
        if (y.DType == DType.Float32)
            GridSample<float>(s, x, grid, y);
        else
            GridSample<double>(s, x, grid, y);
    }

    static void GridSample<T>(in GridShape s, Tensor x, Tensor grid, Tensor y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var at = Access<T>.Dense(grid);
        using var to = Access<T>.Strided(y);
        GridSampling.Sample(s, from.Pointer, at.Pointer, to.Pointer);
    }

    public override void GridSpread(in GridShape s, Tensor grid, Tensor g, Tensor dx)
    {
        if (dx.DType == DType.Float32)
            GridSpread<float>(s, grid, g, dx);
        else
            GridSpread<double>(s, grid, g, dx);
    }

    static void GridSpread<T>(in GridShape s, Tensor grid, Tensor g, Tensor dx) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var at = Access<T>.Dense(grid);
        using var from = Access<T>.Dense(g);
        using var to = Access<T>.Strided(dx);
        GridSampling.Spread(s, at.Pointer, from.Pointer, to.Pointer);
    }

    public override void GridSlope(in GridShape s, Tensor x, Tensor grid, Tensor g, Tensor dgrid)
    {
        if (dgrid.DType == DType.Float32)
            GridSlope<float>(s, x, grid, g, dgrid);
        else
            GridSlope<double>(s, x, grid, g, dgrid);
    }

    static void GridSlope<T>(in GridShape s, Tensor x, Tensor grid, Tensor g, Tensor dgrid)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var at = Access<T>.Dense(grid);
        using var by = Access<T>.Dense(g);
        using var to = Access<T>.Strided(dgrid);
        GridSampling.Slope(s, from.Pointer, at.Pointer, by.Pointer, to.Pointer);
    }
}
