namespace Nabla;

/// <summary>Layer normalisation (Ba, Kiros, Hinton 2016).</summary>
public static class LayerNormOp
{
    extension(Tensor x)
    {
        /// <summary>y = (x − mean) / √(variance + ε) · weight + bias, with mean and variance (divided by C) over the last axis.</summary>
        /// <shape>x (…, C), weight (C), bias (C) → (…, C)</shape>
        /// <exception cref="ShapeException">A scalar, or weight or bias that do not fit.</exception>
        public Tensor LayerNorm(Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5)
        {
            Standardized.Infer("LayerNorm", x, epsilon, weight, bias);
            var y = Tensor.Empty(x.Shape, x.DType, x.Device);
            var mean = Tensor.Empty(x.Shape.Remove(-1), x.DType, x.Device);
            var scale = Tensor.Empty(x.Shape.Remove(-1), x.DType, x.Device);
            x.Backend.LayerNorm(x, weight, bias, epsilon, y, mean, scale);
            return Autograd.Record(y, new Back(x, weight, mean, scale, epsilon), x, weight, bias);
        }
    }

    sealed class Back(Tensor x, Tensor? weight, Tensor mean, Tensor scale, double epsilon) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                Standardized.Backward(x, weight, epsilon, [-1], centred: true, g, to);
                return;
            }

            var dx = Tensor.Empty(x.Shape, x.DType, x.Device);
            var dWeight = to.Needs(1) ? Tensor.Empty([x.Shape[-1]], x.DType, x.Device) : null;
            var dBias = to.Needs(2) ? Tensor.Empty([x.Shape[-1]], x.DType, x.Device) : null;
            x.Backend.LayerNormGradient(x, g, weight, mean, scale, dx, dWeight, dBias);
            to[0] = dx;
            if (dWeight is not null) to[1] = dWeight;
            if (dBias is not null) to[2] = dBias;
        }
    }
}
