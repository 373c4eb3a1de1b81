using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Terms of entropies and odds.</summary>
public static class EntrOp
{
    extension(Tensor x)
    {
        /// <summary>y = −x ln x, element by element; 0 at 0 and −∞ below: a term of an entropy.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Entr() => Unary.Apply<Entr>(x);

        /// <summary>y = ln(x / (1 − x)), element by element: the inverse of Sigmoid; ∓∞ at 0 and 1, NaN outside.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Logit() => Unary.Apply<Logit>(x);

        /// <summary>y = x ln(1 + b), element by element; 0 where x is 0, unless b is NaN.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor XLog1pY(Tensor b) => Binary.Apply<XLog1pY>(x, b);

        /// <summary>y = ln Γₚ(x) = p (p − 1) / 4 · ln π + Σ over i = 1 … p of ln Γ(x + (1 − i) / 2), for x > (p − 1) / 2.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">p is below 1.</exception>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor MultivariateLogGamma(int p)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(p, 1);
            var y = x.LogGamma();
            for (var i = 2; i <= p; i++)
                y += (x + 0.5 * (1 - i)).LogGamma();
            return y + p * (p - 1) * 0.25 * Math.Log(Math.PI);
        }
    }
}

readonly struct Entr : IUnary
{
    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Select(
        N.Equal(x, N.Of(0)), N.Of(0), N.Select(N.Greater(N.Of(0), x), N.Of(double.NegativeInfinity), -x * N.Log(x)));

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => -N.Log(x) - N.Of(1);
}

readonly struct Logit : IUnary
{
    public static Needs Needs => Needs.Input;

    // Around ½, where the logarithm of a number near 1 would lose digits, 2 artanh(2x − 1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N>
    {
        var off = x + x - N.Of(1);
        return N.Select(N.Greater(N.Of(0.5), N.Abs(off)), N.Of(2) * Formulas.Atanh(off), N.Log(x / (N.Of(1) - x)));
    }

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) / (x * (N.Of(1) - x));
}

readonly struct XLog1pY : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N a, N b) where N : struct, IFormula<N> =>
        N.Select(N.Equal(a, N.Of(0)) * N.Equal(b, b), N.Of(0), a * Formulas.Log1p(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> =>
        N.Select(N.Equal(a, N.Of(0)) * (N.Greater(N.Of(-1), b) + N.Equal(b, N.Of(-1))), N.Of(0), Formulas.Log1p(b));

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => a / (b + N.Of(1));
}
