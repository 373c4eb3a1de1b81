using Nabla.Kernels;

namespace Nabla;

/// <summary>Limiting to a range.</summary>
public static class ClampOp
{
    extension(Tensor x)
    {
        /// <summary>y = min(max(x, low), high), element by element; the gradient passes where low ≤ x ≤ high, else it is 0.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentException">low is above high.</exception>
        public Tensor Clamp(double low, double high) => low <= high
            ? Unary.Apply(x, new Clamp(low, high))
            : throw new ArgumentException($"Clamp: low must not be above high, got {low} and {high}.");
    }
}

readonly struct Clamp(double low, double high) : IUnary
{
    public static Needs Needs => Needs.Input;

    public N Value<N>(N x) where N : struct, IFormula<N> => N.Min(N.Max(x, N.Of(low)), N.Of(high));

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        (N.Of(1) - N.Greater(N.Of(low), x)) * (N.Of(1) - N.Greater(x, N.Of(high)));
}
