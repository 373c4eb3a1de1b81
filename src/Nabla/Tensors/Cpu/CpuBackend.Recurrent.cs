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
        var run = Sizes<T>(outputs);
        int gates = TCell.Gates * run.Hidden, width = inputs.X.Shape[-1];
        using var x = Access<T>.Dense(inputs.X);
        using var weightIh = Access<T>.Dense(inputs.WeightIh);
        using var weightHh = Access<T>.Dense(inputs.WeightHh);
        using var biasIh = Optional<T>(inputs.BiasIh);
        using var biasHh = Optional<T>(inputs.BiasHh);
        using var hidden = Optional<T>(inputs.Hidden);
        using var cell = Optional<T>(inputs.Cell);
        using var lengths = Optional<long>(inputs.Lengths);
        using var packed = new Scratch<T>(Gemm.PackedLength(gates, run.Hidden));
        Gemm.Pack(gates, run.Hidden, weightHh.Pointer, 1, run.Hidden, packed.Pointer);
        run.Weight = packed.Pointer;
        run.Bias = biasHh.Pointer;
        run.FirstH = hidden.Pointer;
        run.FirstC = cell.Pointer;
        run.Lengths = lengths.Pointer;
        Require(run.Lengths, run.Batch, run.Steps);

        // The sums over the inputs of all steps at once.
        Gemm.Run(
            run.Batch * run.Steps, gates, width, x.Pointer, width, 1, weightIh.Pointer, 1, width, run.Kept, TCell.Kept * run.Hidden, biasIh.Pointer);
        RecurrentForward<T, TCell>.Run(run);
        KeepAlive(outputs.Y, outputs.Kept, outputs.Before, outputs.Cells);
    }

    public override void RecurGradient<TCell>(
        RecurrentInputs inputs, RecurrentOutputs outputs, Tensor g, Tensor? lastCell, Tensor sums, Tensor? hidden, Tensor? cell)
    {
        if (inputs.X.DType == DType.Float32)
            RecurGradient<float, TCell>(inputs, outputs, g, lastCell, sums, hidden, cell);
        else
            RecurGradient<double, TCell>(inputs, outputs, g, lastCell, sums, hidden, cell);
    }

    static void RecurGradient<T, TCell>(
        RecurrentInputs inputs, RecurrentOutputs outputs, Tensor g, Tensor? lastCell, Tensor sums, Tensor? hidden, Tensor? cell)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TCell : struct, ICell
    {
        var run = Sizes<T>(outputs);
        var gates = TCell.Gates * run.Hidden;
        using var weight = Access<T>.Dense(inputs.WeightHh);
        using var firstC = Optional<T>(inputs.Cell);
        using var lengths = Optional<long>(inputs.Lengths);
        using var by = Access<T>.Dense(g);
        using var byLast = Optional<T>(lastCell);
        using var packed = new Scratch<T>(Gemm.PackedLength(run.Hidden, gates));
        Gemm.Pack(run.Hidden, gates, weight.Pointer, run.Hidden, 1, packed.Pointer);
        run.Weight = packed.Pointer;
        run.FirstC = firstC.Pointer;
        run.Lengths = lengths.Pointer;
        run.G = by.Pointer;
        run.GLastC = byLast.Pointer;
        run.Sums = First<T>(sums);
        run.DFirstH = FirstOrNull<T>(hidden);
        run.DFirstC = FirstOrNull<T>(cell);
        RecurrentBackward<T, TCell>.Run(run);
        KeepAlive(outputs.Y, outputs.Kept, outputs.Before, outputs.Cells);
        KeepAlive(sums, g, hidden, cell);
    }

    static void Require(long* lengths, int batch, int steps)
    {
        for (var i = 0; lengths != null && i < batch; i++)
            if (lengths[i] < 1 || lengths[i] > steps)
                throw new ArgumentOutOfRangeException(nameof(lengths), $"Lengths of sequences must be in 1 … {steps}, got {lengths[i]} for sequence {i}.");
    }

    static RecurrentRun<T> Sizes<T>(RecurrentOutputs outputs) where T : unmanaged => new()
    {
        Batch = outputs.Y.Shape[0], Steps = outputs.Y.Shape[1], Hidden = outputs.Y.Shape[2],
        Y = First<T>(outputs.Y), Kept = First<T>(outputs.Kept), Before = FirstOrNull<T>(outputs.Before), Cells = FirstOrNull<T>(outputs.Cells),
    };

    static T* FirstOrNull<T>(Tensor? tensor) where T : unmanaged => tensor is null ? null : First<T>(tensor);
}
