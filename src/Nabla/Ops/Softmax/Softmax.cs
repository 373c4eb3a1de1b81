namespace Nabla;

/// <summary>Probabilities from scores.</summary>
public static class SoftmaxOp
{
    extension(Tensor x)
    {
        /// <summary>y = e^(x − max) / Σ e^(x − max) along the last axis: positive and summing to 1.</summary>
        /// <shape>(…, C) → (…, C)</shape>
        /// <exception cref="ShapeException">A scalar, or elements that are not floating-point.</exception>
        public Tensor Softmax()
        {
            Infer("Softmax", x);
            var y = Tensor.Empty(x.Shape, x.DType, x.Device);
            x.Backend.Softmax(x, y);
            return Autograd.Record(y, new Back(y), x);
        }
    }

    internal static void Infer(string who, Tensor x)
    {
        if (x.Rank == 0)
            throw new ShapeException($"{who}: the input must have an axis of classes, got a scalar.");
        if (!x.DType.IsFloating())
            throw new ShapeException($"{who}: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
    }

    // dx = y (g − Σ g y)
    sealed class Back(Tensor y) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                to[0] = y * (g - (g * y).Sum(-1, keepAxes: true));
                return;
            }

            var dx = Tensor.Empty(g.Shape, g.DType, g.Device);
            g.Backend.SoftmaxGradient(y, g, dx);
            to[0] = dx;
        }
    }
}
