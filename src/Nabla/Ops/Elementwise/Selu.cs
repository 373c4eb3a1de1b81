using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Self-normalising exponential linear unit (Klambauer, Unterthiner, Mayr, Hochreiter 2017).</summary>
public static class SeluOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = λx where x &gt; 0, else λα (eˣ − 1), element by element, with λ = 1.0507… and α = 1.6733… so that mean 0 and variance 1 are
        /// a fixed point; the sub-gradient at 0 is λα.
        /// </summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Selu() => Unary.Apply<Selu>(x);
    }
}

readonly struct Selu : IUnary
{
    // Klambauer et al. 2017, equation 14: the solution of the fixed-point equations for mean 0, variance 1.
    const double Scale = 1.0507009873554804934193349852946, Alpha = 1.6732632423543772848170429916717;

    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> =>
        N.Select(N.Greater(x, N.Of(0)), N.Of(Scale) * x, N.Of(Scale * Alpha) * Stable.ExpMinusOne(N.Min(x, N.Of(0))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        N.Select(N.Greater(x, N.Of(0)), N.Of(Scale), N.Of(Scale * Alpha) * N.Exp(N.Min(x, N.Of(0))));
}
