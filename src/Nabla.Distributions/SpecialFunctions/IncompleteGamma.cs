using Nabla.Kernels;

namespace Nabla.Distributions;

/// <summary>The inverse of the engine's regularised incomplete gamma function <see cref="GammaPOp"/>.</summary>
static class IncompleteGamma
{
    // P(a, x) = p: dx = (dp − ∂P/∂a da) / (∂P/∂x), the implicit derivative (Figurnov, Mohamed, Mnih 2018)
    /// <summary>The x with P(a, x) = p; gradients flow to both.</summary>
    public static Tensor Inverse(Tensor a, Tensor p) => CustomGradient.Apply(
        inputs => HostMap.Run(v => Quantile(v[0], v[1]), inputs),
        (g, y, inputs) =>
        {
            var share = g / Density(inputs[0], y);
            return [inputs[0].Node is null ? null : -share * ByShape([inputs[0], y]), share];
        },
        HostMap.Broadcast(a, p));

    // dx = −∂P/∂a da / (∂P/∂x), the implicit derivative of a sample (Figurnov, Mohamed, Mnih 2018). The digamma function is taken of a
    // before it is broadcast: there may be many samples for each a.
    /// <summary>The samples <paramref name="x"/> with shape a, as a function of a.</summary>
    public static Tensor Moved(Tensor a, Tensor x)
    {
        // Of the terms that are left out the sum is some ten times the first; float32 cannot hold what is below 1e-9 of the result.
        var tolerance = x.DType == DType.Float32 ? 1e-10 : 1e-16;
        double Drift(ReadOnlySpan<double> v) => v[1] == 0 ? 0 : v[1] * GammaIntegrals.Drift(v[0], v[2], Math.Log(v[1]), tolerance);
        return CustomGradient.Apply(
            _ => x,
            (g, y, inputs) => [(g * HostMap.Derivative("Samples of gamma variables", Drift, inputs[0], y, inputs[0].Detach().Digamma())).SumTo(inputs[0].Shape)],
            a);
    }

    static Tensor Density(Tensor a, Tensor x) => Binary.Apply<Special2<GammaDensity>>(a, x);

    static Tensor ByShape(Tensor[] inputs) =>
        HostMap.Derivative("Incomplete gamma function", v => GammaIntegrals.Both(v[0], v[1]).ByShape, inputs);

    // Newton's method for ln P (or ln Q in the upper half) over y = ln x, inside a bracket that shrinks.
    static double Quantile(double a, double p)
    {
        if (p is 0 or 1 || double.IsNaN(p))
            return p == 1 ? double.PositiveInfinity : p;
        var least = (Math.Log(p) + GammaFunctions.LogGamma(a + 1)) / a;      // P ≤ xᵃ / Γ(a + 1)
        if (least < -700)
            return Math.Exp(least);
        var z = NormalFunctions.Quantile(p);
        var guess = a * Math.Pow(1 - 1 / (9 * a) + z / (3 * Math.Sqrt(a)), 3);    // Wilson, Hilferty 1931
        var start = guess > 0 && double.IsFinite(guess) ? Math.Max(least, Math.Log(guess)) : least;
        return Math.Exp(Roots.Find(
            y =>
            {
                var x = Math.Exp(y);
                var (lower, upper, _) = GammaIntegrals.Both(a, x);
                var slope = x * GammaIntegrals.Density(a, x);
                return p < 0.5
                    ? (Math.Log(lower / p), slope / lower)
                    : (-Math.Log(upper / (1 - p)), slope / upper);
            },
            start, least - 1e-9 * Math.Abs(least) - 1e-9, 709));
    }
}
