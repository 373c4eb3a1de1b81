using Nabla.Kernels;

namespace Nabla;

/// <summary>Truth values and bits.</summary>
public static class LogicOp
{
    extension(Tensor a)
    {
        /// <summary>a and b, not 0 counting as true; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…) bool</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast.</exception>
        public Tensor LogicalAnd(Tensor b) => Combine("LogicalAnd", BitKind.And, a.To(DType.Bool), b.To(DType.Bool));

        /// <summary>a or b, not 0 counting as true; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…) bool</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast.</exception>
        public Tensor LogicalOr(Tensor b) => Combine("LogicalOr", BitKind.Or, a.To(DType.Bool), b.To(DType.Bool));

        /// <summary>Either a or b, not 0 counting as true; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…) bool</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast.</exception>
        public Tensor LogicalXor(Tensor b) => Combine("LogicalXor", BitKind.Xor, a.To(DType.Bool), b.To(DType.Bool));

        /// <summary>True where a is 0 or false.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor LogicalNot() => a.To(DType.Bool).LogicalXor(Tensor.Full([], 1, DType.Bool, a.Device));

        /// <summary>a &amp; b, bit by bit; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are floating-point.</exception>
        public Tensor BitwiseAnd(Tensor b) => Combine("BitwiseAnd", BitKind.And, a, b);

        /// <summary>a | b, bit by bit; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are floating-point.</exception>
        public Tensor BitwiseOr(Tensor b) => Combine("BitwiseOr", BitKind.Or, a, b);

        /// <summary>a ^ b, bit by bit; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are floating-point.</exception>
        public Tensor BitwiseXor(Tensor b) => Combine("BitwiseXor", BitKind.Xor, a, b);

        /// <summary>All bits turned: −1 − a, or not a for bool.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are floating-point.</exception>
        public Tensor BitwiseNot() =>
            a.DType == DType.Bool ? a.LogicalNot() : Combine("BitwiseNot", BitKind.Xor, a, Tensor.Full([], -1, a.DType, a.Device));
    }

    static Tensor Combine(string who, BitKind kind, Tensor a, Tensor b)
    {
        var y = Tensor.Empty(Infer(who, a, b), a.DType, a.Device);
        a.Backend.Bits(kind, a, b, y);
        return y;
    }

    static Shape Infer(string who, Tensor a, Tensor b)
    {
        if (a.DType != b.DType || a.DType.IsFloating())
            throw new ShapeException($"{who}: both must be of one dtype, int32, int64 or bool, got {a.DType.Name()} and {b.DType.Name()}.");
        return Shape.Broadcast(a.Shape, b.Shape)
            ?? throw new ShapeException(
                $"{who}: shapes {a.Shape} and {b.Shape} do not broadcast: aligned at the last axis, sizes must be equal or 1.");
    }
}
