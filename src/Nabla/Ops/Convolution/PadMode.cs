using Nabla.Kernels;

namespace Nabla;

/// <summary>What stands beyond the ends of an axis a b c d.</summary>
public enum PadMode
{
    /// <summary>0 0 | a b c d | 0 0.</summary>
    Zeros,

    /// <summary>c b | a b c d | c b: mirrored at the end elements, which are not repeated.</summary>
    Reflect,

    /// <summary>a a | a b c d | d d.</summary>
    Replicate,

    /// <summary>c d | a b c d | a b.</summary>
    Circular,
}

/// <summary>Borders made of the tensor's own elements.</summary>
public static class PadModeOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// With <paramref name="before"/> and <paramref name="after"/> elements added at the ends of an axis as the mode says.
        /// </summary>
        /// <shape>(…, N, …) → (…, before + N + after, …)</shape>
        /// <exception cref="ShapeException">
        /// A number of elements is negative, or more than there are to take: N − 1 for Reflect, N for Circular.
        /// </exception>
        public Tensor Pad(int axis, int before, int after, PadMode mode)
        {
            var at = x.Shape.Axis(axis);
            if (mode == PadMode.Zeros || (before == 0 && after == 0))
                return x.Pad(at, before, after);
            Infer(x, at, before, after, mode);
            return ResampleOp.Along(x, at, Taps(x.Shape[at], before, after, mode));
        }
    }

    /// <summary>The elements that stand at −before … size + after − 1.</summary>
    internal static AxisTaps Taps(int size, int before, int after, PadMode mode) =>
        AxisTaps.Of(size, before + size + after, q => [(mode switch
    {
        PadMode.Reflect => size - 1 - Math.Abs(size - 1 - Math.Abs(q - before)),
        PadMode.Replicate => Math.Clamp(q - before, 0, size - 1),
        _ => (q - before + size) % size,
    }, 1.0)]);

    internal static void Infer(Tensor x, int axis, int before, int after, PadMode mode)
    {
        if (!x.DType.IsFloating())
            throw new ShapeException(
                $"Pad({mode}): elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
        var size = x.Shape[axis];
        var most = mode switch
        {
            PadMode.Reflect => size - 1,
            PadMode.Replicate => size > 0 ? int.MaxValue : 0,
            _ => size,
        };
        if (before < 0 || after < 0 || before > most || after > most)
            throw new ShapeException(
                $"Pad({mode}): at most {most} elements can be added before and after axis {axis} of {x.Shape}, got {before} and {after}.");
    }
}
