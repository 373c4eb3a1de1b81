namespace Nabla;

/// <summary>Counting truth values.</summary>
public static class CountOp
{
    extension(Tensor x)
    {
        /// <summary>How many elements are true (or not 0) over the given axes, all if none are given, as int64.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        public Tensor Count(ReadOnlySpan<int> axes = default, bool keepAxes = false)
        {
            var mask = ReducedAxes.Mask("Count", x, axes);
            var y = Tensor.Empty(ReducedAxes.Kept(x.Shape, mask), DType.Int64, x.Device);
            x.Backend.Count(x.Detach().To(DType.Bool), y, mask);
            return SumOf.Dropped(y, x.Shape, mask, keepAxes);
        }

        /// <summary>Whether any element is true (or not 0) over the given axes, all if none are given; false for no elements.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        public Tensor Any(ReadOnlySpan<int> axes = default, bool keepAxes = false)
        {
            var mask = ReducedAxes.Mask("Any", x, axes);
            var y = Tensor.Empty(ReducedAxes.Kept(x.Shape, mask), DType.Bool, x.Device);
            x.Backend.Reduce(ReduceKind.Max, x.Detach().To(DType.Bool), y, mask);
            return SumOf.Dropped(y, x.Shape, mask, keepAxes);
        }

        /// <summary>Whether all elements are true (or not 0) over the given axes, all if none are given; true for no elements.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        public Tensor All(ReadOnlySpan<int> axes = default, bool keepAxes = false) => x.LogicalNot().Any(axes, keepAxes).LogicalNot();
    }
}
