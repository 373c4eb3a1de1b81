namespace Nabla;

/// <summary>Spread of elements.</summary>
public static class VarianceOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Σ (x − mean)² / (n − correction) over the given axes, all if none are given. Correction 1 estimates the variance of the
        /// population the elements were drawn from, 0 is the variance of the elements themselves.
        /// </summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public Tensor Variance(ReadOnlySpan<int> axes = default, bool keepAxes = false, double correction = 1)
        {
            SumOp.RequireFloating("Variance", x);
            return Around(x, x.Mean(axes, keepAxes: true), axes, keepAxes, correction);
        }

        /// <summary>The variance along one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor Variance(int axis, bool keepAxes = false, double correction = 1) => x.Variance([axis], keepAxes, correction);

        /// <summary>The variance and the mean it was taken around, which is computed once.</summary>
        /// <shape>(…, N, …) → both (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public (Tensor Variance, Tensor Mean) VarianceAndMean(ReadOnlySpan<int> axes = default, bool keepAxes = false, double correction = 1)
        {
            SumOp.RequireFloating("VarianceAndMean", x);
            var mean = x.Mean(axes, keepAxes: true);
            var variance = Around(x, mean, axes, keepAxes, correction);
            return (variance, keepAxes ? mean : mean.Reshape(variance.Shape.ToArray()));
        }

        /// <summary>The standard deviation and the mean it was taken around, which is computed once.</summary>
        /// <shape>(…, N, …) → both (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public (Tensor Deviation, Tensor Mean) DeviationAndMean(ReadOnlySpan<int> axes = default, bool keepAxes = false, double correction = 1)
        {
            var (variance, mean) = x.VarianceAndMean(axes, keepAxes, correction);
            return (variance.Sqrt(), mean);
        }

        /// <summary>The standard deviation: the square root of Variance.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public Tensor Deviation(ReadOnlySpan<int> axes = default, bool keepAxes = false, double correction = 1) =>
            x.Variance(axes, keepAxes, correction).Sqrt();

        /// <summary>The standard deviation along one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor Deviation(int axis, bool keepAxes = false, double correction = 1) => x.Deviation([axis], keepAxes, correction);
    }

    static Tensor Around(Tensor x, Tensor mean, ReadOnlySpan<int> axes, bool keepAxes, double correction)
    {
        var mask = ReducedAxes.Infer("Variance", x, axes);
        var squares = Tensor.Empty(mean.Shape, x.DType, x.Device);
        x.Backend.ReduceMapped(ReduceKind.Sum, default(Binary.ValueOf<SquaredDifference>), x, mean, squares, mask);
        squares = SumOf.Dropped(Autograd.Record(squares, new Back(x, mean), x), x.Shape, mask, keepAxes);
        return squares * (1 / Math.Max(0, (double)x.Length / squares.Length - correction));
    }

    // dx = 2 (x − mean) g: through the mean nothing comes, as Σ (x − mean) = 0.
    sealed class Back(Tensor x, Tensor mean) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                to[0] = (x - mean) * (2 * g);
                return;
            }

            var dx = Tensor.Empty(x.Shape, x.DType, x.Device);
            x.Backend.Map(default(Binary.SlopeAOf<SquaredDifference>), dx, g, x, mean);
            to[0] = dx;
        }
    }
}
