using System.Runtime.CompilerServices;
using Nabla.Kernels;

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
        var sum = SumOf.Unary(x, axes, keepAxes, new CutPower(p));
        var nothing = p > 0 ? sum.EqualTo(0) : sum.EqualTo(double.PositiveInfinity);
        return nothing.Where(Constant(0), nothing.Where(Constant(1), sum).Power(1 / p));
    }
}

/// <summary>|x|ᵖ whose slope at 0, infinite for some p, counts as 0.</summary>
readonly struct CutPower(double exponent) : IUnary
{
    readonly PowerOfSize power = new(exponent);

    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => power.Value(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N>
    {
        var isZero = N.Equal(x, N.Of(0));
        return N.Select(isZero, N.Of(0), power.Slope(N.Select(isZero, N.Of(1), x), y));
    }
}
