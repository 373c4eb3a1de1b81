using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Ctc(CtcInputs inputs, Tensor losses, Tensor? alphas)
    {
        if (losses.DType == DType.Float32)
            Ctc<float>(inputs, losses, alphas, null, null);
        else
            Ctc<double>(inputs, losses, alphas, null, null);
    }

    public override void CtcGradient(CtcInputs inputs, Tensor losses, Tensor alphas, Tensor g, Tensor dx)
    {
        if (losses.DType == DType.Float32)
            Ctc<float>(inputs, losses, alphas, g, dx);
        else
            Ctc<double>(inputs, losses, alphas, g, dx);
    }

    static void Ctc<T>(CtcInputs inputs, Tensor losses, Tensor? alphas, Tensor? g, Tensor? dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var x = Access<T>.Dense(inputs.X);
        using var targets = Access<long>.Dense(inputs.Targets);
        using var steps = Access<long>.Dense(inputs.Steps);
        using var labels = Access<long>.Dense(inputs.Labels);
        using var by = Optional<T>(g);
        var run = new CtcRun<T>
        {
            Batch = inputs.X.Shape[0], Steps = inputs.X.Shape[1], Classes = inputs.X.Shape[2], Labels = inputs.Targets.Shape[1],
            Blank = inputs.Blank,
            X = x.Pointer, Targets = targets.Pointer, StepsOf = steps.Pointer, LabelsOf = labels.Pointer, Losses = First<T>(losses),
            Alphas = FirstOrNull<T>(alphas), G = by.Pointer, DX = FirstOrNull<T>(dx),
        };
        if (dx is null)
            Kernels.Ctc.Run(run);
        else
            Kernels.Ctc.Gradient(run);
        KeepAlive(inputs.X, losses, alphas, g, dx);
    }
}
