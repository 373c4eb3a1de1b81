using Nabla.Kernels;

namespace Nabla;

/// <summary>
/// The kernels of a device. All computing goes through here, on tensors without regard to gradients; that lets a second device be a
/// subclass and a training step be recorded. Inputs may have any layout; outputs are contiguous and every element is written.
/// Shapes and dtypes have been checked by the op that calls.
/// </summary>
public abstract partial class Backend
{
    /// <summary>Whether calls are only written down: tensors made meanwhile have a shape but no memory.</summary>
    internal virtual bool ComputesNothing => false;

    /// <summary>
    /// y = map(a, b, c, d) element by element; inputs have y's dtype and broadcast to its shape, and y may be one of them.
    /// </summary>
    public abstract void Map<TMap>(TMap map, Tensor y, Tensor a, Tensor? b = null, Tensor? c = null, Tensor? d = null)
        where TMap : struct, IMap;

    /// <summary>y = map(a, b) ≠ 0 as bool; a and b have one dtype and broadcast to y's shape.</summary>
    public abstract void Compare<TMap>(TMap map, Tensor y, Tensor a, Tensor b) where TMap : struct, IMap;

    /// <summary>y = condition ? a : b; condition may be of any dtype (not 0 is true), all broadcast to y's shape.</summary>
    public abstract void Select(Tensor y, Tensor condition, Tensor a, Tensor b);

    /// <summary>One optimiser update in place: rule(parameter, states, gradient), all of one shape.</summary>
    public abstract void Update<TRule>(TRule rule, Tensor parameter, Tensor gradient, Tensor? state0 = null, Tensor? state1 = null, Tensor? state2 = null)
        where TRule : struct, IUpdate;

    /// <summary>y = x, element by element; converts the dtype. x broadcasts to y's shape.</summary>
    public abstract void Copy(Tensor x, Tensor y);

    /// <summary>Copies x into the part of y that <paramref name="target"/> describes (a layout within y's storage).</summary>
    public abstract void CopyInto(Tensor x, Tensor y, Layout target);

    /// <summary>Every element of y = value.</summary>
    public abstract void Fill(Tensor y, double value);

    /// <summary>y[i] = start + i · step.</summary>
    public abstract void Range(Tensor y, double start, double step);
}
