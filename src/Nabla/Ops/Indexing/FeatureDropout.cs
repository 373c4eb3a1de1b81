namespace Nabla;

/// <summary>Random zeros for whole features (Tompson et al. 2015).</summary>
public static class FeatureDropoutOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Each feature of each sample is 0 at all its positions with the given probability, else x / (1 − probability): where neighbours
        /// say nearly the same, as in the channels of a convolution, zeros at single positions would take nothing away.
        /// </summary>
        /// <param name="probability">Of a zero, in [0, 1].</param>
        /// <param name="rng">Gives the mask its key.</param>
        /// <shape>(N, …, C) → (N, …, C)</shape>
        /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
        /// <exception cref="ShapeException">Fewer than two axes, or elements that are not floating-point.</exception>
        public Tensor FeatureDropout(double probability, Rng rng)
        {
            DropoutOp.Infer("FeatureDropout", x, probability);
            var mask = Infer("FeatureDropout", x);
            return probability == 0 ? x : x * Tensor.Ones(mask, x.DType, x.Device).Dropout(probability, rng);
        }
    }

    /// <summary>The shape of a mask with one element for each feature of each sample: (N, 1, …, C).</summary>
    internal static Shape Infer(string who, Tensor x)
    {
        if (x.Rank < 2)
            throw new ShapeException($"{who}: the tensor must be (N, …, C), got {x.Shape}.");
        var shape = x.Shape;
        for (var axis = 1; axis < x.Rank - 1; axis++)
            shape = shape.With(axis, 1);
        return shape;
    }
}
