using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Absolute value.</summary>
public static class AbsOp
{
    extension(Tensor x)
    {
        /// <summary>y = |x|, element by element; the sub-gradient at 0 is 0.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Abs() => Unary.Apply<Abs>(x);
    }
}

readonly struct Abs : IUnary
{
    public static Needs Needs => Needs.Input;

    public bool Integers => true;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Greater(x, N.Of(0)) - N.Greater(N.Of(0), x);
}
