using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Piecewise linear form of the hyperbolic tangent (Collobert 2004).</summary>
public static class HardTanhOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = min(max(x, low), high), element by element; the sub-gradient at low and at high is 0. <c>Clamp</c> is the same but for its
        /// sub-gradient, 1 at the ends.
        /// </summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentException">low is not below high.</exception>
        public Tensor HardTanh(double low = -1, double high = 1) => low < high
            ? Unary.Apply(x, new HardTanh(low, high))
            : throw new ArgumentException($"HardTanh: low must be below high, got {low} and {high}.");

        /// <summary>y = min(max(x, 0), 6), element by element; the sub-gradient at 0 and at 6 is 0 (Howard et al. 2017).</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Relu6() => x.HardTanh(0, 6);
    }
}

readonly struct HardTanh(double low, double high) : IUnary
{
    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Min(N.Max(x, N.Of(low)), N.Of(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Greater(x, N.Of(low)) * N.Greater(N.Of(high), x);
}
