namespace Nabla;

/// <summary>What Max and Min share: values over axes, positions along one.</summary>
static class Extremum
{
    public static Tensor Values(string who, ReduceKind kind, Tensor x, ReadOnlySpan<int> axes, bool keepAxes)
    {
        var mask = ReducedAxes.Infer(who, x, axes);
        var shape = ReducedAxes.Kept(x.Shape, mask);
        if (x.Length == 0 && shape.Length > 0)
            throw new ShapeException($"{who}: there is no {who} of no elements, got {x.Shape}.");
        var y = Tensor.Empty(shape, x.DType, x.Device);
        x.Backend.Reduce(kind, x, y, mask);
        y = Autograd.Record(y, new Shared(x, y), x);
        return keepAxes ? y : y.Reshape(ReducedAxes.Dropped(x.Shape, mask).ToArray());
    }

    public static Tensor Positions(string who, Tensor x, int axis, bool keepAxes, bool smallest)
    {
        var at = x.Shape.Axis(axis);
        ReducedAxes.Infer(who, x, [at]);
        if (x.Shape[at] == 0)
            throw new ShapeException($"{who}: axis {at} must not be empty, got {x.Shape}.");
        var y = Tensor.Empty(x.Shape.With(at, 1), DType.Int64, x.Device);
        x.Backend.ArgReduce(x, y, at, smallest);
        return keepAxes ? y : y.Squeeze(at);
    }

    // dx = g / (number of equal extremes) where x is extreme, else 0: equal elements share the gradient.
    internal sealed class Shared(Tensor x, Tensor y) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var extreme = x.Detach().EqualTo(y).To(x.DType);
            to[0] = extreme * (g / extreme.SumTo(y.Shape));
        }
    }
}
