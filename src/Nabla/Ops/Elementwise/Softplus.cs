using Nabla.Kernels;

namespace Nabla;

/// <summary>Smooth form of the rectified linear unit (Dugas et al. 2001).</summary>
public static class SoftplusOp
{
    extension(Tensor x)
    {
        /// <summary>y = ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)), element by element, without overflow.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Softplus() => Unary.Apply<Softplus>(x);
    }
}

readonly struct Softplus : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Max(x, N.Of(0)) + N.Log(N.Of(1) + N.Exp(-N.Abs(x)));

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) / (N.Of(1) + N.Exp(-x));
}
