namespace Nabla;

/// <summary>Logarithms of probabilities from scores.</summary>
public static class LogSoftmaxOp
{
    extension(Tensor x)
    {
        /// <summary>y = x − ln Σ eˣ along the last axis, exact where the softmax itself would be 0.</summary>
        /// <shape>(…, C) → (…, C)</shape>
        /// <exception cref="ShapeException">A scalar, or elements that are not floating-point.</exception>
        public Tensor LogSoftmax()
        {
            SoftmaxOp.Infer("LogSoftmax", x);
            var y = Tensor.Empty(x.Shape, x.DType, x.Device);
            x.Backend.LogSoftmax(x, y);
            return Autograd.Record(y, new Back(y), x);
        }
    }

    // dx = g − e^y Σ g
    sealed class Back(Tensor y) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                to[0] = g - y.Exp() * g.Sum(-1, keepAxes: true);
                return;
            }

            var dx = Tensor.Empty(g.Shape, g.DType, g.Device);
            g.Backend.LogSoftmaxGradient(y, g, dx);
            to[0] = dx;
        }
    }
}
