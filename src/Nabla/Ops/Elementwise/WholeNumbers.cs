using Nabla.Kernels;

namespace Nabla;

/// <summary>Whole numbers: shifts of their bits, common divisors and multiples.</summary>
public static class WholeNumbersOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// a · 2ᵇ by moving bits; those that leave are lost, all for b below 0 or from the number of bits on. Shapes broadcast.
        /// </summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not int32 or int64.</exception>
        public Tensor BitwiseLeftShift(Tensor b) => Combine("BitwiseLeftShift", WholeKind.ShiftLeft, a, b);

        /// <summary>⌊a / 2ᵇ⌋ by moving bits; the sign, 0 or −1, for b below 0 or from the number of bits on. Shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not int32 or int64.</exception>
        public Tensor BitwiseRightShift(Tensor b) => Combine("BitwiseRightShift", WholeKind.ShiftRight, a, b);

        /// <summary>The greatest whole number that divides a and b, 0 for two zeros; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not int32 or int64.</exception>
        public Tensor GreatestCommonDivisor(Tensor b) => Combine("GreatestCommonDivisor", WholeKind.Divisor, a, b);

        /// <summary>The least whole number that a and b divide, 0 where one of them is 0; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not int32 or int64.</exception>
        public Tensor LeastCommonMultiple(Tensor b) => Combine("LeastCommonMultiple", WholeKind.Multiple, a, b);
    }

    static Tensor Combine(string who, WholeKind kind, Tensor a, Tensor b)
    {
        var y = Tensor.Empty(Infer(who, a, b), a.DType, a.Device);
        a.Backend.Whole(kind, a, b, y);
        return y;
    }

    static Shape Infer(string who, Tensor a, Tensor b)
    {
        if (a.DType != b.DType || a.DType is not (DType.Int32 or DType.Int64))
            throw new ShapeException($"{who}: both must be of one dtype, int32 or int64, got {a.DType.Name()} and {b.DType.Name()}.");
        return Shape.Broadcast(a.Shape, b.Shape)
            ?? throw new ShapeException(
                $"{who}: shapes {a.Shape} and {b.Shape} do not broadcast: aligned at the last axis, sizes must be equal or 1.");
    }
}
