using Nabla.Testing;

namespace Nabla.Distributions.Tests;

/// <summary>One row for each kind of distribution: how it is made from the parameters in the golden file.</summary>
static class Kinds
{
    public static readonly Dictionary<string, Func<Tensor[], Distribution>> Rows = new()
    {
        ["uniform"] = p => new Uniform(p[0], p[0] + p[1]),
        ["normal"] = p => new Normal(p[0], p[1]),
        ["multivariate normal"] = p => new MultivariateNormal(p[0], p[1]),
        ["multivariate normal scale"] = p => new MultivariateNormal(p[0], scale: p[1]),
        ["bernoulli"] = p => new Bernoulli(p[0]),
        ["bernoulli logits"] = p => Bernoulli.FromLogits(p[0]),
        ["binomial"] = p => new Binomial(7, p[0]),
        ["binomial logits"] = p => Binomial.FromLogits(7, p[0]),
        ["categorical"] = p => new Categorical(p[0]),
        ["categorical logits"] = p => Categorical.FromLogits(p[0]),
        ["multinomial"] = p => new Multinomial(6, p[0]),
        ["multinomial logits"] = p => Multinomial.FromLogits(6, p[0]),
        ["poisson"] = p => new Poisson(p[0]),
        ["exponential"] = p => new Exponential(p[0]),
        ["laplace"] = p => new Laplace(p[0], p[1]),
        ["gamma"] = p => new Gamma(p[0], p[1]),
        ["beta"] = p => new Beta(p[0], p[1]),
        ["dirichlet"] = p => new Dirichlet(p[0]),
        ["student t"] = p => new StudentT(p[0], p[1], p[2]),
        ["half normal"] = p => new HalfNormal(p[0]),
        ["cauchy"] = p => new Cauchy(p[0], p[1]),
        ["geometric"] = p => new Geometric(p[0]),
        ["geometric logits"] = p => Geometric.FromLogits(p[0]),
        ["log-normal"] = p => new LogNormal(p[0], p[1]),
        ["tanh of normal"] = p => new Transformed(new Normal(p[0], p[1]), new TanhMap()),
        ["affine of sigmoid"] = p => new Transformed(new Normal(p[0], p[1]), new SigmoidMap(), new AffineMap(1, p[2])),
        ["mixture"] = p => Mixture.OfFamily(Categorical.FromLogits(p[0]), new Normal(p[1], p[2])),
        ["independent"] = p => new Independent(new Normal(p[0], p[1])),
        ["gumbel"] = p => new Gumbel(p[0], p[1]),
        ["weibull"] = p => new Weibull(p[0], p[1]),
        ["pareto"] = p => new Pareto(p[0], p[1]),
        ["kumaraswamy"] = p => new Kumaraswamy(p[0], p[1]),
        ["half cauchy"] = p => new HalfCauchy(p[0]),
        ["chi2"] = p => new Chi2(p[0]),
        ["fisher-snedecor"] = p => new FisherSnedecor(p[0], p[1]),
        ["negative binomial"] = p => new NegativeBinomial(p[0], p[1]),
        ["negative binomial logits"] = p => NegativeBinomial.FromLogits(p[0], p[1]),
        ["continuous bernoulli"] = p => new ContinuousBernoulli(p[0]),
        ["continuous bernoulli logits"] = p => ContinuousBernoulli.FromLogits(p[0]),
        ["one-hot categorical"] = p => new OneHotCategorical(p[0]),
        ["one-hot categorical logits"] = p => OneHotCategorical.FromLogits(p[0]),
        ["relaxed bernoulli"] = p => new RelaxedBernoulli(p[0], p[1]),
        ["relaxed bernoulli logits"] = p => RelaxedBernoulli.FromLogits(p[0], p[1]),
        ["relaxed one-hot"] = p => new RelaxedOneHotCategorical(p[0], p[1]),
        ["relaxed one-hot logits"] = p => RelaxedOneHotCategorical.FromLogits(p[0], p[1]),
        ["low-rank normal"] = p => new LowRankMultivariateNormal(p[0], p[1], p[2]),
        ["low-rank normal batch"] = p => new LowRankMultivariateNormal(p[0], p[1], p[2]),
        ["wishart"] = p => new Wishart(p[0], p[1]),
        ["wishart scale"] = p => new Wishart(p[0], scale: p[1].Lower()),
        ["lkj"] = p => new LkjCholesky(4, p[0]),
        ["logistic normal"] = p => new LogisticNormal(p[0], p[1]),
        ["stick-breaking of normal"] = p => new Transformed(new Normal(p[0], p[1]), new AffineMap(Tensor.Scalar(0.3, p[2].DType), p[2]), new StickBreakingMap()),
        ["correlation of normal"] = p => new Transformed(new Normal(p[0], p[1]), new CorrelationFactorMap()),
        ["power of exponential"] = p => new Transformed(new Exponential(p[0]), new PowerMap(p[1])),
        ["softplus of laplace"] = p => new Transformed(new Laplace(p[0], p[1]), new SoftplusMap()),
        ["reshaped normal"] = p => new Transformed(new Independent(new Normal(p[0], p[1])), new ReshapeMap([6], [2, 3]), new ExpMap()),
        ["von mises"] = p => new VonMises(p[0], p[1]),
    };

    /// <summary>The golden files, made by eng/golden/torch_NAME.py.</summary>
    public static readonly Dictionary<string, GoldenFile> Files = new[] { "distributions", "distributions_numbers", "distributions_vectors", "transforms" }
        .ToDictionary(name => name, name => new GoldenFile(name, typeof(Kinds).Assembly));

    static readonly string[] Suffixes = [" 2", " inside", " outside", " above"];

    /// <summary>The file that has the values of a row.</summary>
    public static GoldenFile FileOf(string name) => Files.Values.First(file => file.Has($"{name}/x"));

    /// <summary>The parameters of a row.</summary>
    public static Tensor[] Parameters(GoldenFile file, string name) =>
        [.. Enumerable.Range(0, 4).TakeWhile(i => file.Has($"{name}/p{i}")).Select(i => file[$"{name}/p{i}"])];

    /// <summary>The kind of a row in the golden file, which may hold a second set of parameters.</summary>
    public static Distribution Make(string name, Tensor[] p) =>
        Rows[Suffixes.Aggregate(name, (plain, suffix) => plain.Replace(suffix, "", StringComparison.Ordinal))](p);
}
