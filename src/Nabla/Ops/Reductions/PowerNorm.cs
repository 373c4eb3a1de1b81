using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Lengths of vectors in other measures than the Euclidean.</summary>
public static class PowerNormOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// (Σ |x|ᵖ)^(1/p) over the given axes, all if none are given; for p = ∞ the largest |x|, for −∞ the smallest, for 0 how many are not 0.
        /// </summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are not floating-point.</exception>
        public Tensor PowerNorm(double power, ReadOnlySpan<int> axes = default, bool keepAxes = false)
        {
            SumOp.RequireFloating("PowerNorm", x);
            return power switch
            {
                double.PositiveInfinity => x.Abs().Max(axes, keepAxes),
                double.NegativeInfinity => x.Abs().Min(axes, keepAxes),
                0 => x.Count(axes, keepAxes).To(x.DType),
                1 => x.AbsoluteSum(axes, keepAxes),
                2 => x.Norm(axes, keepAxes),
                3 => Root(SumOf.Unary<CubeOfSize>(x, axes, keepAxes), power),
                _ => Root(SumOf.Unary(x, axes, keepAxes, new PowerOfSize(power)), power),
            };
        }
    }

    // Where the sum is 0 the root's slope is infinite: its gradient is cut off there.
    static Tensor Root(Tensor sum, double power)
    {
        var zero = sum.EqualTo(0);
        var safe = zero.Where(Tensor.Scalar(1, sum.DType, sum.Device), sum);
        return zero.Where(Tensor.Scalar(power > 0 ? 0 : double.PositiveInfinity, sum.DType, sum.Device), safe.Power(1 / power));
    }
}

/// <summary>|x|ᵖ for p other than 0.</summary>
readonly struct PowerOfSize(double exponent) : IUnary
{
    readonly Power power = new(exponent);

    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => power.Value(N.Abs(x));

    // sign(x) p |x|ᵖ⁻¹
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        (N.Greater(x, N.Of(0)) - N.Greater(N.Of(0), x)) * power.Slope(N.Abs(x), y);
}

/// <summary>|x|³.</summary>
readonly struct CubeOfSize : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Abs(x) * (x * x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(3) * (x * N.Abs(x));
}
