namespace Nabla;

/// <summary>What the ops share that choose one element of an axis.</summary>
static class Chosen
{
    /// <summary>The axis, which must have elements to choose from.</summary>
    public static int Infer(string who, Tensor x, int axis)
    {
        var at = x.Shape.Axis(axis);
        return x.Shape[at] > 0 ? at : throw new ShapeException($"{who}: axis {at} must not be empty, got {x.Shape}.");
    }

    /// <summary>The elements at positions (…, 1, …) of an axis, and these positions.</summary>
    public static (Tensor Value, Tensor Position) At(Tensor x, int axis, Tensor position, bool keepAxes)
    {
        var value = GatherOp.Run(x, axis, position);
        return keepAxes ? (value, position) : (value.Squeeze(axis), position.Squeeze(axis));
    }
}
