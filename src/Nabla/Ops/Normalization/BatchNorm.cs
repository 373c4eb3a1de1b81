namespace Nabla;

/// <summary>Batch normalisation (Ioffe, Szegedy 2015) as in training: by the statistics of the batch.</summary>
public static class BatchNormOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = (x − mean) / √(variance + ε) · weight + bias for each feature, with mean and variance over all other axes of this batch.
        /// The statistics are given back for running averages; no gradient flows through them.
        /// </summary>
        /// <returns>
        /// y, the mean, and the variance divided by the number n of elements; n / (n − 1) times it estimates the population's.
        /// </returns>
        /// <shape>x (…, C), weight (C), bias (C) → y (…, C), mean (C), variance (C)</shape>
        /// <exception cref="ShapeException">Fewer than two axes, no elements, or weight or bias that do not fit.</exception>
        public (Tensor Y, Tensor Mean, Tensor Variance) BatchNorm(Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5)
        {
            Standardized.Infer("BatchNorm", x, epsilon, weight, bias);
            if (x.Rank == 1 || x.Length == 0)
                throw new ShapeException($"BatchNorm: the input must be (…, C) with elements to take statistics over, got {x.Shape}.");
            var y = Tensor.Empty(x.Shape, x.DType, x.Device);
            var mean = Tensor.Empty([x.Shape[-1]], x.DType, x.Device);
            var variance = Tensor.Empty([x.Shape[-1]], x.DType, x.Device);
            x.Backend.ColumnMoments(x, mean, variance);
            var scale = (variance + epsilon).Power(-0.5);
            x.Backend.ColumnNorm(x, mean, scale, weight, bias, y);
            return (Autograd.Record(y, new Back(x, weight, mean, scale, epsilon), x, weight, bias), mean, variance);
        }
    }

    sealed class Back(Tensor x, Tensor? weight, Tensor mean, Tensor scale, double epsilon) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                int[] axes = [.. Enumerable.Range(0, x.Rank - 1)];
                Standardized.Backward(x, weight, epsilon, axes, centred: true, g, to);
                return;
            }

            var dx = Tensor.Empty(x.Shape, x.DType, x.Device);
            var dWeight = Tensor.Empty([x.Shape[-1]], x.DType, x.Device);
            var dBias = Tensor.Empty([x.Shape[-1]], x.DType, x.Device);
            x.Backend.BatchNormGradient(x, g, mean, scale, weight, dx, dWeight, dBias);
            to[0] = dx;
            to[1] = dWeight;
            to[2] = dBias;
        }
    }
}
