using Nabla.Kernels;

namespace Nabla;

/// <summary>Inverse of the tangent.</summary>
public static class AtanOp
{
    extension(Tensor x)
    {
        /// <summary>y = arctan x in radians, in (−π/2, π/2), element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Atan() => Unary.Apply<Atan>(x);
    }
}

readonly struct Atan : IUnary
{
    public static Needs Needs => Needs.Input;

    // |x| above 1 is turned by arctan x = π/2 − arctan 1/x. Halving the angle twice, tan(a/2) = t / (1 + √(1 + t²)), brings |t| below
    // tan(π/16) = 0.199, where the series t − t³/3 + t⁵/5 … to t²¹ leaves 3e-18.
    public N Value<N>(N x) where N : struct, IFormula<N>
    {
        var size = N.Abs(x);
        var steep = N.Greater(size, N.Of(1));
        var t = Half(Half(N.Select(steep, N.Of(1) / size, size)));
        var square = t * t;
        var series = N.Of(0);
        for (var power = 21; power >= 1; power -= 2)
            series = N.Of((power % 4 == 1 ? 1.0 : -1.0) / power) + square * series;
        var angle = N.Of(4) * t * series;
        var turned = N.Select(steep, N.Of(Math.PI / 2) - angle, angle);
        return N.Select(N.Greater(N.Of(0), x), -turned, turned);
    }

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1) / (N.Of(1) + x * x);

    static N Half<N>(N t) where N : struct, IFormula<N> => t / (N.Of(1) + N.Sqrt(N.Of(1) + t * t));
}
