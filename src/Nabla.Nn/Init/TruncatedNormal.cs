namespace Nabla.Nn;

/// <summary>The normal distribution without its tails.</summary>
sealed class TruncatedNormal : Init
{
    readonly double deviation;
    readonly double bound;

    public TruncatedNormal(double deviation, double bound)
    {
        // Below a tenth of a deviation nearly every draw would be thrown away.
        if (!(deviation >= 0) || !(bound >= deviation / 10))
            throw new ArgumentException($"TruncatedNormal: the bound must be at least a tenth of the deviation, got {bound} and {deviation}.");
        (this.deviation, this.bound) = (deviation, bound);
    }

    public override Tensor Draw(Shape shape, DType dtype, Rng rng)
    {
        var kept = new double[shape.Length];
        for (var filled = 0; filled < kept.Length;)
            foreach (var value in rng.Normal([kept.Length - filled], 0, deviation, DType.Float64).ToArray<double>())
                if (Math.Abs(value) <= bound)
                    kept[filled++] = value;
        return Tensor.From<double>(kept, shape).To(dtype);
    }
}
