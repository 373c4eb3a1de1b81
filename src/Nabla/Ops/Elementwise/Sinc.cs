using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Normalised sinc.</summary>
public static class SincOp
{
    extension(Tensor x)
    {
        /// <summary>y = sin(πx) / (πx), element by element, 1 at 0.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Sinc() => Unary.Apply<Sinc>(x);
    }
}

readonly struct Sinc : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N>
    {
        var angle = x * N.Of(Math.PI);
        return N.Select(N.Equal(x, N.Of(0)), N.Of(1), N.Sin(angle) / angle);
    }

    // (cos πx − y) / x, near 0 its series: Σ over k ≥ 1 of (−1)ᵏ 2k π²ᵏ x²ᵏ⁻¹ / (2k + 1)!
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N>
    {
        var isSmall = N.Greater(N.Of(0.2), N.Abs(x));
        var far = N.Select(isSmall, N.Of(1), x);
        var near = N.Select(isSmall, x, N.Of(0));
        var z = near * near * N.Of(Math.PI * Math.PI);
        var series = N.Of(-14.0 / 1307674368000);
        series = series * z + N.Of(12.0 / 6227020800);
        series = series * z + N.Of(-10.0 / 39916800);
        series = series * z + N.Of(8.0 / 362880);
        series = series * z + N.Of(-6.0 / 5040);
        series = series * z + N.Of(4.0 / 120);
        series = series * z + N.Of(-2.0 / 6);
        return N.Select(isSmall, series * near * N.Of(Math.PI * Math.PI), (N.Cos(far * N.Of(Math.PI)) - y) / far);
    }
}
