using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Inverse sine.</summary>
public static class AsinOp
{
    extension(Tensor x)
    {
        /// <summary>The angle in [−π/2, π/2] whose sine is x, element by element; NaN beyond ±1.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Asin() => Unary.Apply<Asin>(x);
    }
}

readonly struct Asin : IUnary
{
    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => Formulas.Asin(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) / N.Sqrt((N.Of(1) - x) * (N.Of(1) + x));
}
