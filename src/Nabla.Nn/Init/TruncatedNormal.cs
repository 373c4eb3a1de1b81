using Nabla.Kernels;

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
            throw new ArgumentException(
                $"TruncatedNormal: the bound must be at least a tenth of the deviation, got {bound} and {deviation}.");
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

    // σ √(1 − 2 a φ(a) / erf(a/√2)) with a = bound / σ and φ the density of the standard normal
    public override double Deviation(Shape shape)
    {
        if (deviation == 0)
            return 0;
        var a = bound / deviation;
        var inside = Number.Erf(Number.Of(a / Math.Sqrt(2))).Value;
        return deviation * Math.Sqrt(1 - 2 * a * Math.Exp(-a * a / 2) / (Math.Sqrt(2 * Math.PI) * inside));
    }
}
