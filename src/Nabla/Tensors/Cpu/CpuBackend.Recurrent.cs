using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Recur<TCell>(RecurrentInputs inputs, RecurrentOutputs outputs)
    {
        if (inputs.X.DType == DType.Float32)
            Recur<float, TCell>(inputs, outputs);
        else
            Recur<double, TCell>(inputs, outputs);
    }

    static void Recur<T, TCell>(RecurrentInputs inputs, RecurrentOutputs outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TCell : struct, ICell
    {
        var run = Sizes<T>(outputs, inputs.WeightHh.Shape[0] / TCell.Gates);
        int gates = TCell.Gates * run.Hidden, width = inputs.X.Shape[-1];
        using var x = Access<T>.Dense(inputs.X);
        using var weightIh = Access<T>.Dense(inputs.WeightIh);
        using var weightHh = Access<T>.Dense(inputs.WeightHh);
        using var biasIh = Optional<T>(inputs.BiasIh);
        using var biasHh = Optional<T>(inputs.BiasHh);
        using var hidden = Optional<T>(inputs.Hidden);
        using var cell = Optional<T>(inputs.Cell);
        using var lengths = Optional<long>(inputs.Lengths);
        using var projection = Optional<T>(inputs.Projection);
        using var peepholes = Optional<T>(inputs.Peepholes);
        using var packed = new Scratch<T>(Gemm.PackedLength(gates, run.Outputs));
        using var packedProjection = new Scratch<T>(projection.Pointer == null ? 0 : Gemm.PackedLength(run.Outputs, run.Hidden));
        Gemm.Pack(gates, run.Outputs, weightHh.Pointer, 1, run.Outputs, packed.Pointer);
        if (projection.Pointer != null)
        {
            Gemm.Pack(run.Outputs, run.Hidden, projection.Pointer, 1, run.Hidden, packedProjection.Pointer);
            run.Projection = packedProjection.Pointer;
        }

        run.Weight = packed.Pointer;
        run.Peepholes = peepholes.Pointer;
        run.Bias = biasHh.Pointer;
        run.FirstH = hidden.Pointer;
        run.FirstC = cell.Pointer;
        run.Lengths = lengths.Pointer;
        Require(run.Lengths, run.Batch, run.Steps);

        // The sums over the inputs of all steps at once.
        Gemm.Run(
            run.Batch * run.Steps, gates, width, x.Pointer, width, 1, weightIh.Pointer, 1, width, run.Kept, TCell.Kept * run.Hidden, biasIh.Pointer);
        RecurrentForward<T, TCell>.Run(run);
        KeepAlive(outputs.Y, outputs.Kept, outputs.Before, outputs.Cells, outputs.Inner);
    }

    public override void RecurGradient<TCell>(
        RecurrentInputs inputs, RecurrentOutputs outputs, Tensor g, Tensor? lastCell, RecurrentGradients gradients)
    {
        if (inputs.X.DType == DType.Float32)
            RecurGradient<float, TCell>(inputs, outputs, g, lastCell, gradients);
        else
            RecurGradient<double, TCell>(inputs, outputs, g, lastCell, gradients);
    }

    static void RecurGradient<T, TCell>(
        RecurrentInputs inputs, RecurrentOutputs outputs, Tensor g, Tensor? lastCell, RecurrentGradients gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TCell : struct, ICell
    {
        var run = Sizes<T>(outputs, inputs.WeightHh.Shape[0] / TCell.Gates);
        var gates = TCell.Gates * run.Hidden;
        using var weight = Access<T>.Dense(inputs.WeightHh);
        using var firstC = Optional<T>(inputs.Cell);
        using var lengths = Optional<long>(inputs.Lengths);
        using var by = Access<T>.Dense(g);
        using var byLast = Optional<T>(lastCell);
        using var projection = Optional<T>(inputs.Projection);
        using var peepholes = Optional<T>(inputs.Peepholes);
        using var packed = new Scratch<T>(Gemm.PackedLength(run.Outputs, gates));
        using var packedProjection = new Scratch<T>(projection.Pointer == null ? 0 : Gemm.PackedLength(run.Hidden, run.Outputs));
        Gemm.Pack(run.Outputs, gates, weight.Pointer, run.Outputs, 1, packed.Pointer);
        if (projection.Pointer != null)
        {
            Gemm.Pack(run.Hidden, run.Outputs, projection.Pointer, run.Hidden, 1, packedProjection.Pointer);
            run.Projection = packedProjection.Pointer;
        }

        run.Weight = packed.Pointer;
        run.Peepholes = peepholes.Pointer;
        run.FirstC = firstC.Pointer;
        run.Lengths = lengths.Pointer;
        run.G = by.Pointer;
        run.GLastC = byLast.Pointer;
        run.Sums = First<T>(gradients.Sums);
        run.ByH = FirstOrNull<T>(gradients.ByH);
        run.DFirstH = FirstOrNull<T>(gradients.Hidden);
        run.DFirstC = FirstOrNull<T>(gradients.Cell);
        RecurrentBackward<T, TCell>.Run(run);
        KeepAlive(outputs.Y, outputs.Kept, outputs.Before, outputs.Cells);
        KeepAlive(gradients.Sums, g, gradients.Hidden, gradients.Cell, gradients.ByH);
    }

    static void Require(long* lengths, int batch, int steps)
    {
        for (var i = 0; lengths != null && i < batch; i++)
            if (lengths[i] < 1 || lengths[i] > steps)
                throw new ArgumentOutOfRangeException(
                    nameof(lengths), $"Lengths of sequences must be in 1 … {steps}, got {lengths[i]} for sequence {i}.");
    }

    static RecurrentRun<T> Sizes<T>(RecurrentOutputs outputs, int hidden) where T : unmanaged => new()
    {
        Batch = outputs.Y.Shape[0], Steps = outputs.Y.Shape[1], Hidden = hidden, Outputs = outputs.Y.Shape[2],
        Y = First<T>(outputs.Y), Kept = First<T>(outputs.Kept), Before = FirstOrNull<T>(outputs.Before), Cells = FirstOrNull<T>(outputs.Cells), Inner = FirstOrNull<T>(outputs.Inner),
    };

    static T* FirstOrNull<T>(Tensor? tensor) where T : unmanaged => tensor is null ? null : First<T>(tensor);
}
