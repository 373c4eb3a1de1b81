using Nabla.Kernels;

namespace Nabla;

/// <summary>Natural logarithm.</summary>
public static class LogOp
{
    extension(Tensor x)
    {
        /// <summary>y = ln x, element by element; −∞ at 0, NaN below.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Log() => Unary.Apply<Log>(x);
    }
}

readonly struct Log : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Log(x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) / x;
}
