using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void LayerNorm(Tensor x, Tensor? weight, Tensor? bias, double epsilon, Tensor y, Tensor mean, Tensor scale)
    {
        if (y.DType == DType.Float32)
            LayerNorm(x, weight, bias, (float)epsilon, y, mean, scale);
        else
            LayerNorm<double>(x, weight, bias, epsilon, y, mean, scale);
    }

    static void LayerNorm<T>(Tensor x, Tensor? weight, Tensor? bias, T epsilon, Tensor y, Tensor mean, Tensor scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var w = Optional<T>(weight);
        using var b = Optional<T>(bias);
        using var to = Access<T>.Strided(y);
        using var m = Access<T>.Strided(mean);
        using var r = Access<T>.Strided(scale);
        Kernels.LayerNorm.Run(from.Pointer, w.Pointer, b.Pointer, epsilon, to.Pointer, m.Pointer, r.Pointer, Rows(x), x.Shape[-1]);
    }

    public override void LayerNormGradient(
        Tensor x, Tensor g, Tensor? weight, Tensor mean, Tensor scale, Tensor dx, Tensor? dWeight, Tensor? dBias)
    {
        if (dx.DType == DType.Float32)
            LayerNormGradient<float>(x, g, weight, mean, scale, dx, dWeight, dBias);
        else
            LayerNormGradient<double>(x, g, weight, mean, scale, dx, dWeight, dBias);
    }

    static void LayerNormGradient<T>(Tensor x, Tensor g, Tensor? weight, Tensor mean, Tensor scale, Tensor dx, Tensor? dWeight, Tensor? dBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var by = Access<T>.Dense(g);
        using var w = Optional<T>(weight);
        using var m = Access<T>.Strided(mean);
        using var r = Access<T>.Strided(scale);
        using var to = Access<T>.Strided(dx);
        using var dw = Optional<T>(dWeight);
        using var db = Optional<T>(dBias);
        Kernels.LayerNorm.Gradient(
            from.Pointer, by.Pointer, w.Pointer, m.Pointer, r.Pointer, to.Pointer, dw.Pointer, db.Pointer, Rows(x), x.Shape[-1]);
    }

    public override void RmsNorm(Tensor x, Tensor? weight, double epsilon, Tensor y, Tensor scale)
    {
        if (y.DType == DType.Float32)
            RmsNorm(x, weight, (float)epsilon, y, scale);
        else
            RmsNorm<double>(x, weight, epsilon, y, scale);
    }

    static void RmsNorm<T>(Tensor x, Tensor? weight, T epsilon, Tensor y, Tensor scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var w = Optional<T>(weight);
        using var to = Access<T>.Strided(y);
        using var r = Access<T>.Strided(scale);
        Kernels.RmsNorm.Run(from.Pointer, w.Pointer, epsilon, to.Pointer, r.Pointer, Rows(x), x.Shape[-1]);
    }

    public override void RmsNormGradient(Tensor x, Tensor g, Tensor? weight, Tensor scale, Tensor dx, Tensor? dWeight)
    {
        if (dx.DType == DType.Float32)
            RmsNormGradient<float>(x, g, weight, scale, dx, dWeight);
        else
            RmsNormGradient<double>(x, g, weight, scale, dx, dWeight);
    }

    static void RmsNormGradient<T>(Tensor x, Tensor g, Tensor? weight, Tensor scale, Tensor dx, Tensor? dWeight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var by = Access<T>.Dense(g);
        using var w = Optional<T>(weight);
        using var r = Access<T>.Strided(scale);
        using var to = Access<T>.Strided(dx);
        using var dw = Optional<T>(dWeight);
        Kernels.RmsNorm.Gradient(from.Pointer, by.Pointer, w.Pointer, r.Pointer, to.Pointer, dw.Pointer, Rows(x), x.Shape[-1]);
    }

    public override void GroupNorm(Tensor x, Tensor? weight, Tensor? bias, double epsilon, Tensor y, Tensor mean, Tensor scale)
    {
        if (y.DType == DType.Float32)
            GroupNorm(x, weight, bias, (float)epsilon, y, mean, scale);
        else
            GroupNorm<double>(x, weight, bias, epsilon, y, mean, scale);
    }

    static void GroupNorm<T>(Tensor x, Tensor? weight, Tensor? bias, T epsilon, Tensor y, Tensor mean, Tensor scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var w = Optional<T>(weight);
        using var b = Optional<T>(bias);
        using var to = Access<T>.Strided(y);
        using var m = Access<T>.Strided(mean);
        using var r = Access<T>.Strided(scale);
        Kernels.GroupNorm.Run(from.Pointer, w.Pointer, b.Pointer, epsilon, to.Pointer, m.Pointer, r.Pointer, Samples(x, mean));
    }

    public override void GroupNormGradient(
        Tensor x, Tensor g, Tensor? weight, Tensor mean, Tensor scale, Tensor dx, Tensor dWeight, Tensor dBias)
    {
        if (dx.DType == DType.Float32)
            GroupNormGradient<float>(x, g, weight, mean, scale, dx, dWeight, dBias);
        else
            GroupNormGradient<double>(x, g, weight, mean, scale, dx, dWeight, dBias);
    }

    static void GroupNormGradient<T>(Tensor x, Tensor g, Tensor? weight, Tensor mean, Tensor scale, Tensor dx, Tensor dWeight, Tensor dBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var by = Access<T>.Dense(g);
        using var w = Optional<T>(weight);
        using var m = Access<T>.Strided(mean);
        using var r = Access<T>.Strided(scale);
        using var to = Access<T>.Strided(dx);
        using var dw = Access<T>.Strided(dWeight);
        using var db = Access<T>.Strided(dBias);
        Kernels.GroupNorm.Gradient(
            from.Pointer, by.Pointer, w.Pointer, m.Pointer, r.Pointer, to.Pointer, dw.Pointer, db.Pointer, Samples(x, mean));
    }

    static Kernels.GroupNorm.Sizes Samples(Tensor x, Tensor mean) =>
        new(x.Shape[0], Rows(x) / Math.Max(1, x.Shape[0]), x.Shape[-1], mean.Shape[1]);

    public override void ColumnMoments(Tensor x, Tensor mean, Tensor variance)
    {
        if (x.DType == DType.Float32)
            ColumnMoments<float>(x, mean, variance);
        else
            ColumnMoments<double>(x, mean, variance);
    }

    static void ColumnMoments<T>(Tensor x, Tensor mean, Tensor variance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var m = Access<T>.Strided(mean);
        using var v = Access<T>.Strided(variance);
        ColumnStatistics.Run(from.Pointer, m.Pointer, v.Pointer, Rows(x), x.Shape[-1]);
    }

    public override void ColumnNorm(Tensor x, Tensor mean, Tensor scale, Tensor? weight, Tensor? bias, Tensor y)
    {
        if (y.DType == DType.Float32)
            ColumnNorm<float>(x, mean, scale, weight, bias, y);
        else
            ColumnNorm<double>(x, mean, scale, weight, bias, y);
    }

    static void ColumnNorm<T>(Tensor x, Tensor mean, Tensor scale, Tensor? weight, Tensor? bias, Tensor y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var m = Access<T>.Dense(mean);
        using var r = Access<T>.Dense(scale);
        using var w = Optional<T>(weight);
        using var b = Optional<T>(bias);
        using var to = Access<T>.Strided(y);
        Kernels.ColumnNorm.Run(from.Pointer, m.Pointer, r.Pointer, w.Pointer, b.Pointer, to.Pointer, Rows(x), x.Shape[-1]);
    }

    public override void BatchNormGradient(
        Tensor x, Tensor g, Tensor mean, Tensor scale, Tensor? weight, Tensor dx, Tensor dWeight, Tensor dBias)
    {
        if (dx.DType == DType.Float32)
            BatchNormGradient<float>(x, g, mean, scale, weight, dx, dWeight, dBias);
        else
            BatchNormGradient<double>(x, g, mean, scale, weight, dx, dWeight, dBias);
    }

    static void BatchNormGradient<T>(Tensor x, Tensor g, Tensor mean, Tensor scale, Tensor? weight, Tensor dx, Tensor dWeight, Tensor dBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var by = Access<T>.Dense(g);
        using var m = Access<T>.Strided(mean);
        using var r = Access<T>.Strided(scale);
        using var w = Optional<T>(weight);
        using var to = Access<T>.Strided(dx);
        using var dw = Access<T>.Strided(dWeight);
        using var db = Access<T>.Strided(dBias);
        Kernels.ColumnNorm.Gradient(
            from.Pointer, by.Pointer, m.Pointer, r.Pointer, w.Pointer, to.Pointer, dw.Pointer, db.Pointer, Rows(x), x.Shape[-1]);
    }

    // A null pointer where there is no tensor.
    static Access<T> Optional<T>(Tensor? tensor) where T : unmanaged => tensor is null ? default : Access<T>.Dense(tensor);
}
