using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Complementary error function.</summary>
public static class ErfComplementOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = 1 − erf(x), element by element, right to a few units in the last place also where it is tiny (x up to 27).
        /// </summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor ErfComplement() => Unary.Apply<ErfComplement>(x);
    }
}

readonly struct ErfComplement : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => Formulas.ErfComplement(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(-1.1283791670955126) * N.Exp(-(x * x));      // −2/√π e^(−x²)
}
