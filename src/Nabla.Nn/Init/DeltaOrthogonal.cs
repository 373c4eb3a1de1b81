namespace Nabla.Nn;

/// <summary>A kernel that is 0 but for its centre, which holds an orthogonal matrix.</summary>
sealed class DeltaOrthogonal(double gain) : Init
{
    public override Tensor Draw(Shape shape, DType dtype, Rng rng)
    {
        if (shape.Rank is < 3 or > 5)
            throw new ShapeException($"DeltaOrthogonal: the parameter must have 3 to 5 axes, got {shape}.");
        var (outputs, inputs) = (shape[0], shape[-1]);
        if (inputs > outputs)
            throw new ShapeException($"DeltaOrthogonal: there must be as many outputs (axis 0) as inputs (axis −1) at least, got {shape}.");
        var matrix = Orthogonal(gain).Draw([outputs, inputs], DType.Float64, rng).ToArray<double>();
        var values = new double[shape.Length];
        for (var output = 0; output < outputs; output++)
            matrix.AsSpan(output * inputs, inputs)
                .CopyTo(values.AsSpan((int)(output * KernelCentre.Taps(shape) + KernelCentre.Of(shape)) * inputs, inputs));
        return Tensor.From<double>(values, shape).To(dtype);
    }

    // Each of the columns of inputs has the square gain², and stands among outputs · taps numbers.
    public override double Deviation(Shape shape) => Math.Abs(gain) / Math.Sqrt(shape[0] * (double)KernelCentre.Taps(shape));
}
