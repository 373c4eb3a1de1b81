namespace Nabla;

/// <summary>Normalisation by statistics that are given, as batch normalisation does after training.</summary>
public static class NormalizeOp
{
    extension(Tensor x)
    {
        /// <summary>y = (x − mean) / √(variance + ε) · weight + bias for each feature.</summary>
        /// <shape>x (…, C), mean (C), variance (C), weight (C), bias (C) → (…, C)</shape>
        /// <exception cref="ShapeException">A scalar, or statistics, weight or bias that do not fit.</exception>
        public Tensor Normalize(Tensor mean, Tensor variance, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5)
        {
            Standardized.Infer("Normalize", x, epsilon, mean, variance, weight, bias);
            var scale = (variance + epsilon).Power(-0.5);
            if (weight is not null)
                scale *= weight;
            var y = Tensor.Empty(x.Shape, x.DType, x.Device);
            x.Backend.ColumnNorm(x, mean, scale, null, bias, y);
            return Autograd.Record(y, new Back(x, mean, scale), x, mean, scale, bias);
        }
    }

    // y = (x − mean) scale + bias
    sealed class Back(Tensor x, Tensor mean, Tensor scale) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.Needs(0)) to[0] = g * scale;
            if (to.Needs(1)) to[1] = -(g * scale).SumTo(mean.Shape);
            if (to.Needs(2)) to[2] = (g * (x - mean)).SumTo(mean.Shape);
            if (to.Needs(3)) to[3] = g.SumTo(mean.Shape);
        }
    }
}
