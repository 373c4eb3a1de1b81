using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Gaussian error linear unit, the approximation by a hyperbolic tangent (Hendrycks, Gimpel 2016), as in GPT-2.</summary>
public static class GeluTanhOp
{
    extension(Tensor x)
    {
        /// <summary>y = x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))), element by element; within 5e-4 of <c>Gelu</c>.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor GeluTanh() => Unary.Apply<GeluTanh>(x);
    }
}

readonly struct GeluTanh : IUnary
{
    const double Root = 0.7978845608028654, Cubic = 0.044715;       // √(2/π); Hendrycks, Gimpel 2016, section 2

    // Beyond ±10 the tangent is ±1 to the last bit: x³ need not overflow.
    const double Flat = 10;

    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Of(0.5) * x * (N.Of(1) + Tangent(Bounded(x)));

    // ½ (1 + t) + x/2 (1 − t²) √(2/π) (1 + 3 · 0.044715 x²)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N>
    {
        var b = Bounded(x);
        var t = Tangent(b);
        return N.Of(0.5) * (N.Of(1) + t) + b * (N.Of(1) - t * t) * (N.Of(0.5 * Root) + N.Of(1.5 * Root * Cubic) * b * b);
    }

    static N Bounded<N>(N x) where N : struct, IFormula<N> => N.Max(N.Min(x, N.Of(Flat)), N.Of(-Flat));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static N Tangent<N>(N x) where N : struct, IFormula<N> => N.Tanh(x * (N.Of(Root) + N.Of(Root * Cubic) * x * x));
}
