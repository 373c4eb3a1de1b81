using System.Runtime.CompilerServices;
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
        public Tensor Clamp(double low, double high)
        {
            if (!(low <= high))
                throw new ArgumentException($"Clamp: low must not be above high, got {low} and {high}.");
            return Unary.Apply(x, x.DType == DType.Int32 ? new Clamp(Math.Max(low, int.MinValue), Math.Min(high, int.MaxValue)) : new Clamp(low, high));
        }

        /// <summary>
        /// y = min(max(x, low), high), element by element; shapes broadcast. The gradient goes to x inside, else to the bound; where low is
        /// above high, to high.
        /// </summary>
        /// <shape>(…), (…), (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ.</exception>
        public Tensor Clamp(Tensor? low, Tensor? high)
        {
            // A comparison with NaN is false, so that each NaN is chosen: the bound's first, then that of x.
            var y = low is null ? x : x.GreaterOrEqual(low).LogicalOr(x.IsNaN()).Where(x, low);
            return high is null ? y : y.LessOrEqual(high).LogicalOr(y.IsNaN()).Where(y, high);
        }
    }
}

readonly struct Clamp(double low, double high) : IUnary
{
    public static Needs Needs => Needs.Input;

    // An infinite bound becomes the last whole number.
    public bool Integers => (double.IsInteger(low) || double.IsInfinity(low)) && (double.IsInteger(high) || double.IsInfinity(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Min(N.Max(x, N.Of(low)), N.Of(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> =>
        (N.Of(1) - N.Greater(N.Of(low), x)) * (N.Of(1) - N.Greater(x, N.Of(high)));
}
