using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Softmax(Tensor x, Tensor y)
    {
        if (y.DType == DType.Float32)
            Softmax<float>(x, y);
        else
            Softmax<double>(x, y);
    }

    static void Softmax<T>(Tensor x, Tensor y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<T>.Strided(y);
        Kernels.Softmax.Run(from.Pointer, to.Pointer, Rows(x), x.Shape[-1]);
    }

    public override void SoftmaxGradient(Tensor y, Tensor g, Tensor dx)
    {
        if (dx.DType == DType.Float32)
            SoftmaxGradient<float>(y, g, dx);
        else
            SoftmaxGradient<double>(y, g, dx);
    }

    static void SoftmaxGradient<T>(Tensor y, Tensor g, Tensor dx) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var by = Access<T>.Dense(y);
        using var from = Access<T>.Dense(g);
        using var to = Access<T>.Strided(dx);
        Kernels.SoftmaxGradient.Run(by.Pointer, from.Pointer, to.Pointer, Rows(y), y.Shape[-1]);
    }

    public override void LogSoftmax(Tensor x, Tensor y)
    {
        if (y.DType == DType.Float32)
            LogSoftmax<float>(x, y);
        else
            LogSoftmax<double>(x, y);
    }

    static void LogSoftmax<T>(Tensor x, Tensor y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<T>.Strided(y);
        Kernels.Softmax.RunLog(from.Pointer, to.Pointer, Rows(x), x.Shape[-1]);
    }

    public override void LogSoftmaxGradient(Tensor y, Tensor g, Tensor dx)
    {
        if (dx.DType == DType.Float32)
            LogSoftmaxGradient<float>(y, g, dx);
        else
            LogSoftmaxGradient<double>(y, g, dx);
    }

    static void LogSoftmaxGradient<T>(Tensor y, Tensor g, Tensor dx) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var by = Access<T>.Dense(y);
        using var from = Access<T>.Dense(g);
        using var to = Access<T>.Strided(dx);
        Kernels.SoftmaxGradient.RunLog(by.Pointer, from.Pointer, to.Pointer, Rows(y), y.Shape[-1]);
    }

    public override void CrossEntropy(Tensor x, Tensor targets, long ignored, Tensor losses, Tensor peaks, Tensor logSums, Tensor counted)
    {
        if (x.DType == DType.Float32)
            CrossEntropy<float>(x, targets, ignored, losses, peaks, logSums, counted);
        else
            CrossEntropy<double>(x, targets, ignored, losses, peaks, logSums, counted);
    }

    static void CrossEntropy<T>(Tensor x, Tensor targets, long ignored, Tensor losses, Tensor peaks, Tensor logSums, Tensor counted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var classes = Access<long>.Dense(targets);
        using var loss = Access<T>.Strided(losses);
        using var peak = Access<T>.Strided(peaks);
        using var log = Access<T>.Strided(logSums);
        var rows = Rows(x);
        Kernels.CrossEntropy.Run(from.Pointer, classes.Pointer, loss.Pointer, peak.Pointer, log.Pointer, rows, x.Shape[-1], ignored);
        var skipped = new ReadOnlySpan<long>(classes.Pointer, checked((int)rows)).Count(ignored);
        counted.Span<T>()[0] = T.CreateTruncating(rows - skipped);
    }

    public override void CrossEntropyGradient(Tensor x, Tensor targets, long ignored, Tensor peaks, Tensor logSums, Tensor g, Tensor dx)
    {
        if (x.DType == DType.Float32)
            CrossEntropyGradient<float>(x, targets, ignored, peaks, logSums, g, dx);
        else
            CrossEntropyGradient<double>(x, targets, ignored, peaks, logSums, g, dx);
    }

    static void CrossEntropyGradient<T>(Tensor x, Tensor targets, long ignored, Tensor peaks, Tensor logSums, Tensor g, Tensor dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var classes = Access<long>.Dense(targets);
        using var peak = Access<T>.Strided(peaks);
        using var log = Access<T>.Strided(logSums);
        using var to = Access<T>.Strided(dx);

        // The gradient of a mean is one number repeated: a stride of 0, not worth a copy.
        var step = (int)g.Layout.Stride(0);
        using var scale = Access<T>.Strided(g);
        Kernels.CrossEntropy.Gradient(
            from.Pointer, classes.Pointer, peak.Pointer, log.Pointer, scale.Pointer, step, to.Pointer, Rows(x), x.Shape[-1], ignored);
    }

    static long Rows(Tensor x) => x.Length / Math.Max(1, x.Shape[-1]);
}
