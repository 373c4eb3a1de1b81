using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Hard threshold: the activation of the perceptron (McCulloch, Pitts 1943; Rosenblatt 1958).</summary>
public static class HeavisideOp
{
    extension(Tensor x)
    {
        /// <summary>y = 1 where x &gt; 0, else 0, element by element, and NaN for NaN; the gradient is 0.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Heaviside() => Unary.Apply<Heaviside>(x);

        /// <summary>
        /// The same values, but the gradient passes as if y were x: the straight-through estimator (Bengio, Léonard, Courville 2013).
        /// </summary>
        /// <shape>(…) → (…)</shape>
        public Tensor HeavisideStraightThrough() => Unary.Apply<HeavisideStraightThrough>(x);
    }
}

readonly struct Heaviside : IUnary
{
    public static Needs Needs => Needs.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Select(N.Equal(x, x), N.Greater(x, N.Of(0)), x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(0);
}

readonly struct HeavisideStraightThrough : IUnary
{
    public static Needs Needs => Needs.Nothing;

    public N Value<N>(N x) where N : struct, IFormula<N> => new Heaviside().Value(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1);
}
