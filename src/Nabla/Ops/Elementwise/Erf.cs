using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Error function.</summary>
public static class ErfOp
{
    extension(Tensor x)
    {
        /// <summary>y = 2/√π ∫₀ˣ e^(−t²) dt, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Erf() => Unary.Apply<Erf>(x);
    }
}

readonly struct Erf : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Erf(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1.1283791670955126) * N.Exp(-(x * x));      // 2/√π e^(−x²)
}
