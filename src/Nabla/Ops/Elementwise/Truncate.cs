using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Whole and broken part.</summary>
public static class TruncateOp
{
    extension(Tensor x)
    {
        /// <summary>y = x without its fraction (rounded towards 0), element by element; the gradient is 0.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Truncate() => Unary.Apply<Truncate>(x);

        /// <summary>y = x − Truncate(x): the fraction, with the sign of x.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Fraction() => x - x.Truncate();
    }
}

readonly struct Truncate : IUnary
{
    public static Needs Needs => Needs.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Select(N.Greater(N.Of(0), x), -N.Floor(-x), N.Floor(x));

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);
}
