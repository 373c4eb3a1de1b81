using Nabla.Kernels;

namespace Nabla;

/// <summary>
/// What a recurrent layer reads: x (N, T, C), G gates of H units, h of P numbers, which are H without a projection; optional tensors are
/// null.
/// </summary>
/// <param name="X">(N, T, C).</param>
/// <param name="WeightIh">(G H, C).</param>
/// <param name="WeightHh">(G H, P).</param>
/// <param name="BiasIh">(G H).</param>
/// <param name="BiasHh">(G H).</param>
/// <param name="Hidden">h before the first step (N, P).</param>
/// <param name="Cell">c before the first step (N, H).</param>
/// <param name="Lengths">Steps of each sequence, 1 … T: (N) int64. Behind them y is 0 and c that of the last step.</param>
/// <param name="Projection">(P, H): h is its product with what the cell gives.</param>
/// <param name="Peepholes">(3, H), of a cell that has them.</param>
public sealed record RecurrentInputs(
    Tensor X, Tensor WeightIh, Tensor WeightHh, Tensor? BiasIh, Tensor? BiasHh, Tensor? Hidden, Tensor? Cell, Tensor? Lengths = null,
    Tensor? Projection = null, Tensor? Peepholes = null);

/// <summary>What a recurrent layer writes.</summary>
/// <param name="Y">h after each step (N, T, P).</param>
/// <param name="Kept">What the cell keeps of each step (N, T, K H).</param>
/// <param name="Before">h before each step (N, T, P); null if no gradient will be asked for.</param>
/// <param name="Cells">c after each step (N, T, H); null for a cell without c.</param>
/// <param name="Inner">What is projected (N, T, H); null without a projection or if no gradient will be asked for.</param>
public sealed record RecurrentOutputs(Tensor Y, Tensor Kept, Tensor? Before, Tensor? Cells, Tensor? Inner = null);

/// <summary>The gradients that a recurrent layer computes step by step; the others follow from them.</summary>
/// <param name="Sums">By the gates' sums of all steps (N, T, K H).</param>
/// <param name="Hidden">By h before the first step (N, P), where wanted.</param>
/// <param name="Cell">By c before the first step (N, H), where wanted.</param>
/// <param name="ByH">By h of all steps (N, T, P), with a projection.</param>
public sealed record RecurrentGradients(Tensor Sums, Tensor? Hidden, Tensor? Cell, Tensor? ByH);

public abstract partial class Backend
{
    /// <summary>Takes sequences through all steps of a cell.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
    public abstract void Recur<TCell>(RecurrentInputs inputs, RecurrentOutputs outputs) where TCell : struct, ICell;

    /// <summary>Writes the gradients from that by y, g, and by the last c, <paramref name="lastCell"/> (zero if null).</summary>
    public abstract void RecurGradient<TCell>(
        RecurrentInputs inputs, RecurrentOutputs outputs, Tensor g, Tensor? lastCell, RecurrentGradients gradients)
        where TCell : struct, ICell;
}
