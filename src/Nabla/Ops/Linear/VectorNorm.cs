namespace Nabla;

/// <summary>p-norms of vectors.</summary>
public static class VectorNormOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// (Σ |x|ᵖ)^(1/p) over the given axes, all if none are given; p = ∞ and −∞: the largest and smallest |x|; p = 0: how many are not 0.
        /// Where a slope is infinite or undefined (x = 0, a norm of 0) the gradient is 0, as in PyTorch.
        /// </summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public Tensor VectorNorm(double p, ReadOnlySpan<int> axes = default, bool keepAxes = false)
        {
            SumOp.RequireFloating("VectorNorm", x);
            return p switch
            {
                0 => x.Count(axes, keepAxes).To(x.DType),
                1 => x.AbsoluteSum(axes, keepAxes),
                2 => x.Norm(axes, keepAxes),
                double.PositiveInfinity => x.Abs().Max(axes, keepAxes),
                double.NegativeInfinity => x.Abs().Min(axes, keepAxes),
                _ => PowerSum(x, p, axes, keepAxes),
            };
        }
    }

    // The slopes of |x|ᵖ and of the root are cut off at 0, where they are infinite for some p.
    static Tensor PowerSum(Tensor x, double p, ReadOnlySpan<int> axes, bool keepAxes)
    {
        Tensor Constant(double value) => Tensor.Scalar(value, x.DType, x.Device);
        var zero = x.EqualTo(0);
        var powers = zero.Where(Constant(p > 0 ? 0 : double.PositiveInfinity), zero.Where(Constant(1), x.Abs()).Power(p));
        var sum = powers.Sum(axes, keepAxes);
        var nothing = p > 0 ? sum.EqualTo(0) : sum.EqualTo(double.PositiveInfinity);
        return nothing.Where(Constant(0), nothing.Where(Constant(1), sum).Power(1 / p));
    }
}
