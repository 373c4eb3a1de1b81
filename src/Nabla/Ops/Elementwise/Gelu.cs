using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Gaussian error linear unit (Hendrycks, Gimpel 2016), the exact form.</summary>
public static class GeluOp
{
    extension(Tensor x)
    {
        /// <summary>y = x Φ(x) = x/2 (1 + erf(x/√2)), element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Gelu() => Unary.Apply<Gelu>(x);
    }
}

readonly struct Gelu : IUnary
{
    const double RootHalf = 0.7071067811865476;

    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Of(0.5) * x * (N.Of(1) + N.Erf(x * N.Of(RootHalf)));

    // Φ(x) + x φ(x), with φ(x) = e^(−x²/2) / √(2π)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        N.Of(0.5) * (N.Of(1) + N.Erf(x * N.Of(RootHalf))) + x * N.Of(0.3989422804014327) * N.Exp(N.Of(-0.5) * x * x);
}
