using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Comparisons, element by element; the result is bool and no gradient flows. NaN compares as false, except NotEqual.</summary>
public static class ComparisonOp
{
    extension(Tensor a)
    {
        /// <summary>a &gt; b; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…) bool</shape>
        public Tensor Greater(Tensor b) => Apply<IsGreater>(a, b);

        /// <summary>a &gt; value.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor Greater(double value) => With<IsGreater>(a, value);

        /// <summary>a ≥ b; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…) bool</shape>
        public Tensor GreaterOrEqual(Tensor b) => Apply<IsGreaterOrEqual>(a, b);

        /// <summary>a ≥ value.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor GreaterOrEqual(double value) => With<IsGreaterOrEqual>(a, value);

        /// <summary>a &lt; b; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…) bool</shape>
        public Tensor Less(Tensor b) => Apply<IsGreater>(b, a);

        /// <summary>a &lt; value.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor Less(double value) => With<IsGreater>(a, value, swapped: true);

        /// <summary>a ≤ b; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…) bool</shape>
        public Tensor LessOrEqual(Tensor b) => Apply<IsGreaterOrEqual>(b, a);

        /// <summary>a ≤ value.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor LessOrEqual(double value) => With<IsGreaterOrEqual>(a, value, swapped: true);

        /// <summary>a = b; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…) bool</shape>
        public Tensor EqualTo(Tensor b) => Apply<IsEqual>(a, b);

        /// <summary>a = value.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor EqualTo(double value) => With<IsEqual>(a, value);

        /// <summary>a ≠ b; shapes broadcast.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…) bool</shape>
        public Tensor NotEqualTo(Tensor b) => Apply<IsNotEqual>(a, b);

        /// <summary>a ≠ value.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor NotEqualTo(double value) => With<IsNotEqual>(a, value);
    }

    // Whole numbers are compared with a fraction, or with what their dtype cannot hold, as doubles: rounding keeps their order to such a
    // value.
    static Tensor With<TOp>(Tensor a, double value, bool swapped = false, [CallerMemberName] string name = "") where TOp : struct, IMap
    {
        if (!a.DType.IsFloating() && !(double.IsInteger(value) && Math.Abs(value) < (a.DType == DType.Int64 ? 9.2e18 : int.MaxValue)))
            a = a.To(DType.Float64);
        else if (a.DType == DType.Bool)
            a = a.To(DType.Int32);
        var b = Tensor.Scalar(value, a.DType, a.Device);
        return swapped ? Apply<TOp>(b, a, name) : Apply<TOp>(a, b, name);
    }

    static Tensor Apply<TOp>(Tensor a, Tensor b, [CallerMemberName] string name = "") where TOp : struct, IMap
    {
        var y = Tensor.Empty(Infer(name, a, b), DType.Bool, a.Device);
        if (a.DType == DType.Bool)
            (a, b) = (a.To(DType.Int32), b.To(DType.Int32));
        a.Backend.Compare(default(TOp), y, a, b);
        return y;
    }

    static Shape Infer(string name, Tensor a, Tensor b)
    {
        if (a.DType != b.DType)
            throw new ShapeException($"{name}: both dtypes must be equal, got {a.DType.Name()} and {b.DType.Name()}; convert one with To.");
        return Shape.Broadcast(a.Shape, b.Shape)
            ?? throw new ShapeException(
                $"{name}: shapes {a.Shape} and {b.Shape} do not broadcast: aligned at the last axis, sizes must be equal or 1.");
    }

    readonly struct IsGreater : IMap
    {
        public static int Inputs => 2;

        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => N.Greater(a, b);
    }

    readonly struct IsGreaterOrEqual : IMap
    {
        public static int Inputs => 2;

        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => N.Greater(a, b) + N.Equal(a, b);
    }

    readonly struct IsEqual : IMap
    {
        public static int Inputs => 2;

        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => N.Equal(a, b);
    }

    readonly struct IsNotEqual : IMap
    {
        public static int Inputs => 2;

        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => N.Of(1) - N.Equal(a, b);
    }
}
