namespace Nabla.Distributions;

/// <summary>Functions without a formula over registers, element by element.</summary>
static class HostMap
{
    /// <summary>y = f(inputs), element by element, without gradient; shapes broadcast.</summary>
    public static Tensor Run(ElementFunction f, params Tensor[] inputs)
    {
        var all = Broadcast(inputs);
        var y = Tensor.Empty(all[0].Shape, all[0].DType, all[0].Device);
        y.Backend.Each(f, Array.ConvertAll(all, x => x.Detach()), y);
        return y;
    }

    /// <summary>The inputs with the shape they broadcast to; gradients flow back to the shapes they had.</summary>
    public static Tensor[] Broadcast(params Tensor[] inputs)
    {
        var shape = inputs[0].Shape;
        foreach (var x in inputs)
            shape = Shape.Broadcast(shape, x.Shape)
                ?? throw new ShapeException(
                    $"Shapes {string.Join(", ", inputs.Select(i => i.Shape))} do not broadcast: sizes must be equal or 1.");
        return Array.ConvertAll(inputs, x => x.Shape == shape ? x : x.BroadcastTo(shape));
    }

    /// <summary>y = f(inputs) as a derivative that cannot be differentiated again: asking for it is an error, not a 0.</summary>
    public static Tensor Derivative(string name, ElementFunction f, params Tensor[] inputs) =>
        Autograd.Record(Run(f, inputs), new Last(name), inputs);

    sealed class Last(string name) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) =>
            throw new NotSupportedException($"{name}: the derivative by a shape parameter cannot be differentiated once more.");
    }
}
