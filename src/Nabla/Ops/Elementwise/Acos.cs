using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Inverse cosine.</summary>
public static class AcosOp
{
    extension(Tensor x)
    {
        /// <summary>The angle in [0, π] whose cosine is x, element by element; NaN beyond ±1.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Acos() => Unary.Apply<Acos>(x);
    }
}

readonly struct Acos : IUnary
{
    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => Formulas.Acos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(-1) / N.Sqrt((N.Of(1) - x) * (N.Of(1) + x));
}
