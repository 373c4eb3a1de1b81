namespace Nabla.Nn;

/// <summary>Normal numbers, but in each column of a matrix the same share of zeros at random places.</summary>
sealed class Sparse : Init
{
    readonly double share;
    readonly double deviation;

    public Sparse(double share, double deviation)
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentException($"Sparse: the share of zeros must be in [0, 1], got {share}.");
        (this.share, this.deviation) = (share, deviation);
    }

    public override Tensor Draw(Shape shape, DType dtype, Rng rng)
    {
        if (shape.Rank != 2)
            throw new ShapeException($"Sparse: the parameter must have 2 axes, got {shape}.");
        var (rows, columns) = (shape[0], shape[1]);
        var values = rng.Normal(shape, 0, deviation, DType.Float64).ToArray<double>();
        for (var column = 0; column < columns; column++)
            foreach (var row in rng.Permutation(rows).ToArray<long>().AsSpan(0, Zeros(rows)))
                values[row * columns + column] = 0;
        return Tensor.From<double>(values, shape).To(dtype);
    }

    // Zeros count with a square of 0.
    public override double Deviation(Shape shape) => deviation * Math.Sqrt(1 - (double)Zeros(shape[0]) / shape[0]);

    int Zeros(int rows) => (int)Math.Ceiling(share * rows);
}
