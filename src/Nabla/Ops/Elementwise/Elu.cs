using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Exponential linear unit (Clevert, Unterthiner, Hochreiter 2015).</summary>
public static class EluOp
{
    extension(Tensor x)
    {
        /// <summary>y = x where x &gt; 0, else alpha · (eˣ − 1), element by element; the sub-gradient at 0 is alpha.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Elu(double alpha = 1) => Unary.Apply(x, new Elu(alpha));
    }
}

readonly struct Elu(double alpha) : IUnary
{
    public static Needs Needs => Needs.Input;

    // min(x, 0) keeps the branch that is not taken from overflowing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> =>
        N.Select(N.Greater(x, N.Of(0)), x, N.Of(alpha) * Stable.ExpMinusOne(N.Min(x, N.Of(0))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        N.Select(N.Greater(x, N.Of(0)), N.Of(1), N.Of(alpha) * N.Exp(N.Min(x, N.Of(0))));
}
