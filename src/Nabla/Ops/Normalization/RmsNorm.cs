namespace Nabla;

/// <summary>Normalisation by the root mean square (Zhang, Sennrich 2019).</summary>
public static class RmsNormOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = x / √(mean of x² + ε) · weight, with the mean over the last axis. ε is the spacing of numbers at 1 if not given.
        /// </summary>
        /// <shape>x (…, C), weight (C) → (…, C)</shape>
        /// <exception cref="ShapeException">A scalar, or a weight that does not fit.</exception>
        public Tensor RmsNorm(Tensor? weight = null, double? epsilon = null)
        {
            // 2⁻²³ and 2⁻⁵²
            var eps = epsilon ?? (x.DType == DType.Float32 ? 1.1920928955078125e-7 : 2.220446049250313e-16);
            Standardized.Infer("RmsNorm", x, eps, weight);
            var y = Tensor.Empty(x.Shape, x.DType, x.Device);
            var scale = Tensor.Empty(x.Shape.Remove(-1), x.DType, x.Device);
            x.Backend.RmsNorm(x, weight, eps, y, scale);
            return Autograd.Record(y, new Back(x, weight, scale, eps), x, weight);
        }
    }

    sealed class Back(Tensor x, Tensor? weight, Tensor scale, double epsilon) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                Standardized.Backward(x, weight, epsilon, [-1], centred: false, g, to);
                return;
            }

            var dx = Tensor.Empty(x.Shape, x.DType, x.Device);
            var dWeight = to.Needs(1) ? Tensor.Empty([x.Shape[-1]], x.DType, x.Device) : null;
            x.Backend.RmsNormGradient(x, g, weight, scale, dx, dWeight);
            to[0] = dx;
            if (dWeight is not null) to[1] = dWeight;
        }
    }
}
