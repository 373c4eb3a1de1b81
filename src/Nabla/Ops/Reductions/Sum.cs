namespace Nabla;

/// <summary>Sums and means.</summary>
public static class SumOp
{
    extension(Tensor x)
    {
        /// <summary>y = Σ x over the given axes, all if none are given; an axis disappears unless kept with size 1.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are bool.</exception>
        public Tensor Sum(ReadOnlySpan<int> axes = default, bool keepAxes = false)
        {
            var mask = ReducedAxes.Infer("Sum", x, axes);
            var y = Tensor.Empty(ReducedAxes.Kept(x.Shape, mask), x.DType, x.Device);
            x.Backend.Reduce(ReduceKind.Sum, x, y, mask);
            y = Autograd.Record(y, new Back(x.Shape), x);
            return keepAxes ? y : y.Reshape(ReducedAxes.Dropped(x.Shape, mask).ToArray());
        }

        /// <summary>y = Σ x over one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor Sum(int axis, bool keepAxes = false) => x.Sum([axis], keepAxes);

        /// <summary>y = 1/n Σ x over the given axes, all if none are given.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public Tensor Mean(ReadOnlySpan<int> axes = default, bool keepAxes = false)
        {
            RequireFloating("Mean", x);
            var sum = x.Sum(axes, keepAxes);
            return sum * ((double)sum.Length / x.Length);
        }

        /// <summary>y = 1/n Σ x over one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor Mean(int axis, bool keepAxes = false) => x.Mean([axis], keepAxes);
    }

    internal static void RequireFloating(string who, Tensor x)
    {
        if (!x.DType.IsFloating())
            throw new ShapeException($"{who}: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
    }

    sealed class Back(Shape shape) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.BroadcastTo(shape);
    }
}
