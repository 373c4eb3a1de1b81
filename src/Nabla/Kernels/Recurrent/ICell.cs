namespace Nabla.Kernels;

/// <summary>
/// One step of a recurrent layer for one hidden unit, written as formulas: read in SIMD registers they are the kernel, read in tensors they
/// are recorded for higher derivatives. A gate's sum over the inputs and its sum over h are apart, as a cell may treat them differently.
/// </summary>
public interface ICell
{
    /// <summary>Gates, each with its own rows in the weights: at most 4.</summary>
    static abstract int Gates { get; }

    /// <summary>Numbers a unit keeps of each step for backward, and gradients it sends from each step: <see cref="Gates"/> … 4.</summary>
    static abstract int Kept { get; }

    /// <summary>Whether a second state c passes from step to step beside h.</summary>
    static abstract bool HasCell { get; }

    /// <summary>Whether gates see the cell through weights of their own, three a unit.</summary>
    static abstract bool HasPeepholes { get; }

    /// <summary>
    /// The place, among the gradients of a step, of the gradient by the sum over h of a gate; that by the sum over x has the gate's own.
    /// </summary>
    static abstract int HiddenPlace(int gate);

    /// <summary>
    /// From the gates' sums over the inputs (k) and over h (s), the peepholes (p) and the states before, to the states after and what is
    /// kept (k).
    /// </summary>
    static abstract void Forward<N>(
        ref N k0, ref N k1, ref N k2, ref N k3, N s0, N s1, N s2, N s3, N p0, N p1, N p2, ref N h, ref N c) where N : struct, IFormula<N>;

    /// <summary>
    /// From what was kept (k), the peepholes (p), the states before (c, or h for a cell without c) and after (<paramref name="newC"/>), and
    /// the gradients by the states after (dh, dc), to the gradients of the sums (written to k) and those by the states before, dh without
    /// what flows through the sums over h.
    /// </summary>
    static abstract void Backward<N>(
        ref N k0, ref N k1, ref N k2, ref N k3, N p0, N p1, N p2, N h, N c, N newC, ref N dh, ref N dc) where N : struct, IFormula<N>;
}
