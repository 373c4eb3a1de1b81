namespace Nabla.Distributions;

/// <summary>
/// The variable between 0 and 1 with density l e^(l x) / (eˡ − 1), for any l. All follows from A(l) = ln((eˡ − 1) / l), which is smooth
/// through 0: near 0 a series is read, beyond a formula that does not overflow.
/// </summary>
static class TruncatedExponential
{
    // The series converges for |l| below 2π; from here on the formulas have lost less than one digit.
    const double Near = 1.5;

    // ζ(2), ζ(4), … ζ(28)
    static readonly double[] Zeta =
    [
        1.6449340668482264, 1.0823232337111382, 1.017343061984449, 1.0040773561979443, 1.000994575127818, 1.000246086553308, 1.0000612481350588,
        1.0000152822594086, 1.000003817293265, 1.000000953962034, 1.0000002384505027, 1.000000059608189, 1.0000000149015549, 1.000000003725334,
    ];

    // A(l) = l/2 + ln(sinh(l/2) / (l/2)) = l/2 + Σ cₙ sⁿ with s = (l / 2π)² and cₙ = (−1)ⁿ⁺¹ ζ(2n) / n, from Euler's product
    static readonly double[] Series = [0, .. Zeta.Select((zeta, i) => (i % 2 == 0 ? 1 : -1) * zeta / (i + 1))];
    static readonly double[] First = [.. Series[1..].Select((c, i) => 2 * (i + 1) * c)];
    static readonly double[] Second = [.. Series[1..].Select((c, i) => 2 * (i + 1) * (2 * i + 1) * c)];

    /// <summary>A(l).</summary>
    public static Tensor LogNormalizer(Tensor l) =>
        0.5 * l + Even(l, s => Polynomial(Series, s), far => 0.5 * far + (-(-far).Expm1()).Log() - far.Log());

    /// <summary>A′(l), the mean.</summary>
    public static Tensor Mean(Tensor l)
    {
        // coth(l/2) / 2 − 1 / l, divided by l
        var slope = Even(
            l, s => Polynomial(First, s) * (0.25 / (Math.PI * Math.PI)),
            far => (0.5 * (1 + (-far).Exp()) / -(-far).Expm1() - far.Reciprocal()) / far);
        return 0.5 + l * slope;
    }

    /// <summary>A″(l), the variance.</summary>
    public static Tensor Variance(Tensor l) => Even(
        l, s => Polynomial(Second, s) * (0.25 / (Math.PI * Math.PI)),
        far => far.Square().Reciprocal() - (-far).Exp() / (-far).Expm1().Square());

    /// <summary>(e^(l x) − 1) / (eˡ − 1), written so that no derivative is lost at l = 0.</summary>
    public static Tensor Cdf(Tensor l, Tensor x) => x * (LogNormalizer(l * x) - LogNormalizer(l)).Exp();

    // F(l, x) = p: dx = (dp − ∂F/∂l dl) / (∂F/∂x), with ∂F/∂l = F (x A′(l x) − A′(l))
    /// <summary>The x with Cdf(l, x) = p.</summary>
    public static Tensor Quantile(Tensor l, Tensor p) => CustomGradient.Apply(
        inputs => HostMap.Run(v => Value(v[0], v[1]), inputs),
        (g, x, inputs) =>
        {
            var (l, p) = (inputs[0], inputs[1]);
            var share = g * (LogNormalizer(l) - l * x).Exp();
            return [-share * p * (x * Mean(l * x) - Mean(l)), share];
        },
        HostMap.Broadcast(l, p));

    static double Value(double l, double p) => l switch
    {
        0 => p,
        _ when p == 1 => 1,
        > 0 => 1 - Value(-l, 1 - p),
        _ => Log1p(p * (l > -1e-5 ? l * (1 + 0.5 * l) : Math.Exp(l) - 1)) / l,
    };

    static double Log1p(double x) => Kernels.Formulas.Log1p(new Kernels.Number(x)).Value;

    // A function of |l| from its series in s and its formula far from 0, each of which reads only what it is good for.
    static Tensor Even(Tensor l, Func<Tensor, Tensor> series, Func<Tensor, Tensor> formula)
    {
        var near = l.Abs().LessOrEqual(Near);
        var small = near.Where(l, Tensor.Scalar(0, l.DType)) * (1 / (2 * Math.PI));
        return near.Where(series(small.Square()), formula(near.Where(Tensor.Scalar(2 * Near, l.DType), l.Abs())));
    }

    static Tensor Polynomial(double[] c, Tensor x)
    {
        var y = x * c[^1] + c[^2];
        for (var n = c.Length - 3; n >= 0; n--)
            y = y * x + c[n];
        return y;
    }
}
