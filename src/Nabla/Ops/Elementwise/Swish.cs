using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Swish (Ramachandran, Zoph, Le 2017): between linear (β = 0) and rectified (β → ∞).</summary>
public static class SwishOp
{
    extension(Tensor x)
    {
        /// <summary>y = x σ(βx), element by element; <c>Silu</c> is β = 1.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Swish(double beta) => Unary.Apply(x, new Swish(beta));

        /// <summary>y = x σ(βx), element by element, with a β that is learned.</summary>
        /// <shape>x (…), beta: any shape that broadcasts → (…)</shape>
        public Tensor Swish(Tensor beta) => x * (x * beta).Sigmoid();
    }
}

readonly struct Swish(double beta) : IUnary
{
    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => x / (N.Of(1) + N.Exp(x * N.Of(-beta)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N>
    {
        var scaled = x * N.Of(beta);
        var s = Stable.Sigmoid(scaled);
        return s * (N.Of(1) + scaled * (N.Of(1) - s));
    }
}
