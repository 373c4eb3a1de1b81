using Nabla.Kernels;

namespace Nabla;

/// <summary>Normalised sinc.</summary>
public static class SincOp
{
    extension(Tensor x)
    {
        /// <summary>y = sin(πx) / (πx), element by element, 1 at 0.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor Sinc() => Unary.Apply<Sinc>(x);
    }
}

// j₀(πx), with the spherical Bessel function
readonly struct Sinc : IUnary
{
    public N Value<N>(N x) where N : struct, IFormula<N> => default(SphericalBesselJ0).Value(x * N.Of(Math.PI));

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(Math.PI) * default(SphericalBesselJ0).Slope(x * N.Of(Math.PI), y);
}
