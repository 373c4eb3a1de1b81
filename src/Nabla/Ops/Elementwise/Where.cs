namespace Nabla;

/// <summary>Choosing between two tensors.</summary>
public static class WhereOp
{
    extension(Tensor condition)
    {
        /// <summary>
        /// y = condition ? a : b, element by element; shapes broadcast. Not 0 counts as true. The gradient flows to the chosen one.
        /// </summary>
        /// <shape>(…), (…), (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or a and b of different dtype.</exception>
        public Tensor Where(Tensor a, Tensor b)
        {
            var y = Tensor.Empty(Infer(condition, a, b), a.DType, a.Device);
            a.Backend.Select(y, condition, a, b);
            return Autograd.Record(y, new Back(condition, a.Shape, b.Shape), a, b);
        }
    }

    static Shape Infer(Tensor condition, Tensor a, Tensor b)
    {
        if (a.DType != b.DType)
            throw new ShapeException($"Where: both dtypes must be equal, got {a.DType.Name()} and {b.DType.Name()}; convert one with To.");
        return Shape.Broadcast(a.Shape, b.Shape) is { } both && Shape.Broadcast(condition.Shape, both) is { } all
            ? all
            : throw new ShapeException($"Where: shapes {condition.Shape}, {a.Shape} and {b.Shape} do not broadcast.");
    }

    sealed class Back(Tensor condition, Shape shapeA, Shape shapeB) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var zero = Tensor.Scalar(0, g.DType, g.Device);
            if (to.Needs(0)) to[0] = condition.Where(g, zero).SumTo(shapeA);
            if (to.Needs(1)) to[1] = condition.Where(zero, g).SumTo(shapeB);
        }
    }
}
