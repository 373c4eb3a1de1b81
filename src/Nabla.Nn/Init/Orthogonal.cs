namespace Nabla.Nn;

/// <summary>Random orthogonal matrices, spread evenly: a matrix of normal numbers, its rows made orthogonal one after the other.</summary>
sealed class Orthogonal(double gain) : Init
{
    public override Tensor Draw(Shape shape, DType dtype, Rng rng)
    {
        if (shape.Rank < 2)
            throw new ShapeException($"Orthogonal: the parameter must have at least 2 axes, got {shape}.");
        var (rows, columns) = (shape[0], checked((int)FanIn(shape)));
        var (few, many) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var values = rng.Normal([few, many], 0, 1, DType.Float64).ToArray<double>();
        for (var row = 0; row < few; row++)
            Orthogonalize(values, row, many);
        var matrix = Tensor.From<double>(values, [few, many]) * gain;
        return (rows <= columns ? matrix : matrix.T).Reshape(shape.ToArray()).To(dtype);
    }

    // The square of each of the few rows is gain², spread over many values.
    public override double Deviation(Shape shape) => Math.Abs(gain) / Math.Sqrt(Math.Max(shape[0], FanIn(shape)));

    // Gram-Schmidt; the second time takes away what rounding left of the other rows in the first.
    static void Orthogonalize(double[] values, int row, int length)
    {
        var own = values.AsSpan(row * length, length);
        for (var time = 0; time < 2; time++)
            for (var before = 0; before < row; before++)
            {
                var other = values.AsSpan(before * length, length);
                var along = Dot(own, other);
                for (var i = 0; i < length; i++)
                    own[i] -= along * other[i];
            }

        var norm = Math.Sqrt(Dot(own, own));
        for (var i = 0; i < length; i++)
            own[i] /= norm;
    }

    static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
