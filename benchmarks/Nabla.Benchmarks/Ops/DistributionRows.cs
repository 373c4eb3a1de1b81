using Nabla.Distributions;
using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>
/// A million numbers of a distribution whose parameters of 1,000 numbers repeat: log-densities with gradients by the parameters and, where it is
/// continuous, the values; draws; draws with gradients by the parameters.
/// </summary>
static class DistributionRows
{
    static readonly Rng Random = new(1);

    public static IEnumerable<OpRow> Of()
    {
        Tensor place = Normal([Side]), size = Uniform([Side], 0.5, 2), positive = Uniform([Side], 0.5, 5, 2), other = Uniform([Side], 0.5, 5, 3);
        Tensor share = Uniform([Side], 0.1, 0.9), logits = Normal([Side, 10]), concentrations = Uniform([100, 10], 0.5, 5, 4);
        Tensor factor = Tensor.Identity(10) + Normal([10, 10]).Lower(-1) * 0.1, middle = Normal([10]);
        return
        [
            .. Continuous("normal", v => new Normal(v[0], v[1]), [Side], place, size),
            .. Discrete("bernoulli", v => new Bernoulli(v[0]), [Side], share), .. Discrete("categorical", v => Categorical.FromLogits(v[0]), [Side], logits),
            .. Continuous("gamma", v => new Gamma(v[0], v[1]), [Side], positive, other), .. Continuous("beta", v => new Beta(v[0], v[1]), [Side], positive, other),
            .. Continuous("dirichlet", v => new Dirichlet(v[0]), [Side], concentrations),
            .. Discrete("poisson low", v => new Poisson(v[0]), [Side], Uniform([Side], 1, 9)),
            .. Discrete("poisson high", v => new Poisson(v[0]), [Side], Uniform([Side], 40, 60)),
            .. Continuous("student t", v => new StudentT(v[0], v[1], v[2]), [Side], positive, place, size),
            .. Continuous("normal vector", v => new MultivariateNormal(v[0], scale: v[1]), [Side * 100], middle, factor),
        ];
    }

    static OpRow[] Discrete(string name, Func<Tensor[], Distribution> of, Shape shape, params Tensor[] parameters)
    {
        var x = of(parameters).Sample(Random, shape);
        return [Gradients(name + " density", parameters, v => of(v).LogDensity(x)), Value(name + " draws", () => of(parameters).Sample(Random, shape))];
    }

    static OpRow[] Continuous(string name, Func<Tensor[], Distribution> of, Shape shape, params Tensor[] parameters)
    {
        var x = of(parameters).Sample(Random, shape);
        return
        [
            Gradients(name + " density", [.. parameters, x], v => of(v[..^1]).LogDensity(v[^1])), Value(name + " draws", () => of(parameters).Sample(Random, shape)),
            Gradients(name + " draws gradient", parameters, v => of(v).SampleReparameterized(Random, shape)),
        ];
    }
}
