using Nabla.Kernels;

namespace Nabla;

/// <summary>What a recurrent layer reads: x (N, T, C), G gates of H units; optional tensors are null.</summary>
/// <param name="X">(N, T, C).</param>
/// <param name="WeightIh">(G H, C).</param>
/// <param name="WeightHh">(G H, H).</param>
/// <param name="BiasIh">(G H).</param>
/// <param name="BiasHh">(G H).</param>
/// <param name="Hidden">h before the first step (N, H).</param>
/// <param name="Cell">c before the first step (N, H).</param>
/// <param name="Lengths">Steps of each sequence, 1 … T: (N) int64. Behind them y is 0 and the last of all c is that of the last step.</param>
public sealed record RecurrentInputs(
    Tensor X, Tensor WeightIh, Tensor WeightHh, Tensor? BiasIh, Tensor? BiasHh, Tensor? Hidden, Tensor? Cell, Tensor? Lengths = null);

/// <summary>What a recurrent layer writes.</summary>
/// <param name="Y">h after each step (N, T, H).</param>
/// <param name="Kept">What the cell keeps of each step (N, T, K H).</param>
/// <param name="Before">h before each step (N, T, H); null if no gradient will be asked for.</param>
/// <param name="Cells">c after each step (N, T, H); null for a cell without c.</param>
public sealed record RecurrentOutputs(Tensor Y, Tensor Kept, Tensor? Before, Tensor? Cells);

public abstract partial class Backend
{
    /// <summary>Takes sequences through all steps of a cell.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
    public abstract void Recur<TCell>(RecurrentInputs inputs, RecurrentOutputs outputs) where TCell : struct, ICell;

    /// <summary>
    /// Gradients by the gates' sums of all steps, sums (N, T, K H), and by the first states (N, H) where given, from the gradient g by y and
    /// <paramref name="lastCell"/> by the last c (zero if null).
    /// </summary>
    public abstract void RecurGradient<TCell>(
        RecurrentInputs inputs, RecurrentOutputs outputs, Tensor g, Tensor? lastCell, Tensor sums, Tensor? hidden, Tensor? cell)
        where TCell : struct, ICell;
}
