using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Inverse hyperbolic cosine.</summary>
public static class AcoshOp
{
    extension(Tensor x)
    {
        /// <summary>y = ln(x + √(x² − 1)), element by element; NaN below 1.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Acosh() => Unary.Apply<Acosh>(x);
    }
}

readonly struct Acosh : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => Formulas.Acosh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) / (N.Sqrt(x - N.Of(1)) * N.Sqrt(x + N.Of(1)));
}
