namespace Nabla;

/// <summary>The affine map of a fully connected layer.</summary>
public static class LinearOp
{
    extension(Tensor x)
    {
        /// <summary>Y = X Wᵀ + b on the last axis.</summary>
        /// <shape>x (…, I), weight (O, I), bias (O) → (…, O)</shape>
        /// <exception cref="ShapeException">The last axis of x is not I, or the bias not O.</exception>
        public Tensor Linear(Tensor weight, Tensor? bias = null)
        {
            var shape = Infer(x, weight, bias);
            var rows = x.Reshape(checked((int)x.Shape.Remove(-1).Length), x.Shape[-1]);
            var y = Tensor.Empty([rows.Shape[0], weight.Shape[0]], x.DType, x.Device);
            using (Autograd.Pause())
                x.Backend.MatMul(rows, weight.T, y, bias);
            return Autograd.Record(y, new Back(rows, weight), rows, weight, bias).Reshape(shape.ToArray());
        }
    }

    static Shape Infer(Tensor x, Tensor weight, Tensor? bias)
    {
        if (weight.Rank != 2)
            throw new ShapeException($"Linear: the weight must be (outputs, inputs), got {weight.Shape}.");
        var name = $"Linear({weight.Shape[1]} → {weight.Shape[0]})";
        if (x.Rank == 0 || x.Shape[-1] != weight.Shape[1])
            throw new ShapeException($"{name}: axis {Math.Max(0, x.Rank - 1)} of the input must be {weight.Shape[1]}, got {x.Shape}."
                + (x.Rank > 2 && x.Length / x.Shape[0] == weight.Shape[1] ? " Did you forget Flatten?" : ""));
        if (x.DType != weight.DType)
            throw new ShapeException($"{name}: the input must be {weight.DType.Name()} like the weight, got {x.DType.Name()}.");
        if (bias is not null && bias.Shape != [weight.Shape[0]])
            throw new ShapeException($"{name}: the bias must be ({weight.Shape[0]}), got {bias.Shape}.");
        return x.Shape.With(-1, weight.Shape[0]);
    }

    sealed class Back(Tensor x, Tensor weight) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.Needs(0)) to[0] = g.MatMul(weight);      // dX = G W
            if (to.Needs(1)) to[1] = g.T.MatMul(x);         // dW = Gᵀ X
            if (to.Needs(2)) to[2] = g.Sum(0);              // db = Σ rows of G
        }
    }
}
