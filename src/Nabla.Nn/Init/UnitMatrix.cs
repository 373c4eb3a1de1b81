namespace Nabla.Nn;

/// <summary>
/// Ones where output and input have the same number, at the centre of the kernel, zeros elsewhere: a layer that hands on what it gets.
/// </summary>
sealed class UnitMatrix(string who, bool kernel, int groups) : Init
{
    public override Tensor Draw(Shape shape, DType dtype, Rng rng)
    {
        if (kernel ? shape.Rank is < 3 or > 5 : shape.Rank != 2)
            throw new ShapeException($"{who}: the parameter must have {(kernel ? "3 to 5" : "2")} axes, got {shape}.");
        if (shape[0] % groups != 0)
            throw new ShapeException($"{who}({groups} groups): axis 0 of the parameter must be a multiple of {groups}, got {shape}.");
        var (outputs, inputs) = (shape[0] / groups, shape[-1]);
        var values = new double[shape.Length];
        for (var output = 0; output < shape[0]; output++)
            if (output % outputs < inputs)
                values[(output * KernelCentre.Taps(shape) + KernelCentre.Of(shape)) * inputs + output % outputs] = 1;
        return Tensor.From<double>(values, shape).To(dtype);
    }
}

/// <summary>Places in the kernel of a weight (outputs, kernel…, inputs).</summary>
static class KernelCentre
{
    /// <summary>Number of taps of the kernel.</summary>
    public static long Taps(Shape shape) => shape.Length / Math.Max(1, (long)shape[0] * shape[-1]);

    /// <summary>Number of the tap in its middle; after the middle where a side is even.</summary>
    public static long Of(Shape shape)
    {
        long place = 0;
        for (var axis = 1; axis < shape.Rank - 1; axis++)
            place = place * shape[axis] + shape[axis] / 2;
        return place;
    }
}
