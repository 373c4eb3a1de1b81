using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Cube root.</summary>
public static class CbrtOp
{
    extension(Tensor x)
    {
        /// <summary>y = ∛x, element by element, also of negative numbers.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Cbrt() => Unary.Apply<Special<Cbrt>>(x);
    }
}

readonly struct Cbrt : ISpecial
{
    public double Value(double x) => Math.Cbrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => y / (N.Of(3) * x);      // 1/3 x^(−2/3)
}
