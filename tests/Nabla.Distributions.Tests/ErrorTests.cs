using Nabla.LinearAlgebra;

namespace Nabla.Distributions.Tests;

/// <summary>Parameters and values that do not fit, and the edges of supports.</summary>
public class ErrorTests
{
    static readonly Tensor Two = Tensor.Of(1.0, 2.0);

    public static TheoryData<string, Action> Wrong => new()
    {
        { "Normal: deviation must be above 0, got -1.", () => _ = new Normal(0, -1) },
        { "Normal: deviation must be above 0, got 0 (element 1).", () => _ = new Normal(0, Tensor.Of(1.0, 0)) },
        { "Normal: mean must be finite, got NaN.", () => _ = new Normal(double.NaN, 1) },
        { "Uniform: high must be above low = 2, got 1.", () => _ = new Uniform(2, 1) },
        { "Bernoulli: probability must be in [0, 1], got 1.5.", () => _ = new Bernoulli(1.5) },
        { "Binomial: count must be a whole number of at least 0, got 2.5.", () => _ = new Binomial(2.5, 0.5) },
        { "Poisson: rate must be at least 0, got -1.", () => _ = new Poisson(-1) },
        { "Geometric: probability must be in (0, 1], got 0.", () => _ = new Geometric(0) },
        { "Gumbel: scale must be above 0, got 0.", () => _ = new Gumbel(1, 0) },
        { "Weibull: concentration must be above 0, got -1.", () => _ = new Weibull(1, -1) },
        { "Pareto: scale must be above 0, got 0.", () => _ = new Pareto(0, 1) },
        { "Kumaraswamy: b must be above 0, got 0.", () => _ = new Kumaraswamy(1, 0) },
        { "HalfCauchy: scale must be above 0, got -2.", () => _ = new HalfCauchy(-2) },
        { "Chi2: freedom must be above 0, got 0.", () => _ = new Chi2(0) },
        { "FisherSnedecor: freedom2 must be above 0, got 0.", () => _ = new FisherSnedecor(1, 0) },
        { "NegativeBinomial: probability must be in [0, 1), got 1.", () => _ = new NegativeBinomial(3, 1) },
        { "ContinuousBernoulli: probability must be in (0, 1), got 0.", () => _ = new ContinuousBernoulli(0) },
        { "VonMises: concentration must be above 0, got 0.", () => _ = new VonMises(0, 0) },
        { "RelaxedBernoulli: temperature must be above 0, got 0.", () => _ = new RelaxedBernoulli(0, 0.5) },
        { "RelaxedBernoulli(temperature 1, probability 0.5): there is no formula for its mean.", () => _ = new RelaxedBernoulli(1, 0.5).Mean },
        { "RelaxedOneHotCategorical: temperature must be above 0, got -1.", () => _ = new RelaxedOneHotCategorical(-1, Two) },
        { "RelaxedOneHotCategorical: temperature must be float64 and broadcast to the batch (), got float64 (2).", () => _ = new RelaxedOneHotCategorical(Two, Two) },
        { "OneHotCategorical(probabilities (2)): there is no formula for its CDF.", () => new OneHotCategorical(Two).Cdf(Two) },
        { "LowRankMultivariateNormal: diagonal must be above 0, got 0 (element 1).", () => _ = new LowRankMultivariateNormal(Two, Tensor.Of([[1.0], [1]]), Tensor.Of(1.0, 0)) },
        { "LowRankMultivariateNormal: for a mean (…, N) the factor must be (…, N, K) and the diagonal (…, N), got (2), (2), (2).", () => _ = new LowRankMultivariateNormal(Two, Two, Two) },
        { "Wishart: freedom must be above 1, got 1.", () => _ = new Wishart(1, Tensor.Identity(2, DType.Float64)) },
        { "Wishart: the scale must be (…, N, N), got (2).", () => _ = new Wishart(3, scale: Two) },
        { "Wishart: either the covariance or the scale must be given, got none.", () => _ = new Wishart(3) },
        { "LkjCholesky: size must be at least 2, got 1.", () => _ = new LkjCholesky(1, 1) },
        { "LkjCholesky: concentration must be above 0, got 0.", () => _ = new LkjCholesky(2, 0) },
        { "PowerMap: exponent must be other than 0, got 0.", () => _ = new PowerMap(0) },
        { "ReshapeMap: both shapes must have as many elements, got (2) and (3).", () => _ = new ReshapeMap([2], [3]) },
        { "ReshapeMap((4) → (2, 2)): the last axes must be (4), got (2).", () => new ReshapeMap([4], [2, 2]).Forward(Two) },
        { "CdfMap: values must be numbers, got Dirichlet(concentration (2)) of events (2).", () => _ = new CdfMap(new Dirichlet(Two)) },
        { "ConcatMap: the axis is counted from the end, −1 or below, got 0.", () => _ = new ConcatMap(0, (new ExpMap(), 1)) },
        { "ConcatMap(axis -1, ExpMap 1): axis -1 must be 1, got (2).", () => new ConcatMap(-1, (new ExpMap(), 1)).Forward(Two) },
        { "ConcatMap: there must be parts that keep the number of axes, got CorrelationFactorMap.", () => _ = new ConcatMap(-1, (new CorrelationFactorMap(), 1)) },
        { "StackMap: there must be maps of numbers, got StickBreakingMap.", () => _ = new StackMap(-1, new StickBreakingMap()) },
        { "StickBreakingMap: the output must be (…, K) with K at least 2, got (1).", () => new StickBreakingMap().InputShape([1]) },
        { "CorrelationFactorMap: the input must be (…, N (N − 1) / 2) with N at least 2, got (2).", () => new CorrelationFactorMap().Forward(Two) },
        { "Transformed: StickBreakingMap takes values of 1 axes, got the batch () of events ().", () => _ = new Transformed(new Normal(0, 1), new StickBreakingMap()) },
        { "LogisticNormal: mean must be (…, K) with K at least 1, got ().", () => _ = new LogisticNormal(Tensor.Scalar(0), Tensor.Scalar(1)) },
        { "BijectionFromReals: there is no bijection onto Whole without parameters.", () => new Poisson(4).BijectionFromReals() },
        { "VonMises(mean 0, concentration 1): there is no formula for its CDF.", () => new VonMises(0, 1).Cdf(Tensor.Of(1.0)) },
        { "AffineMap: scale must be other than 0, got 0.", () => _ = new AffineMap(1, 0) },
        { "Dirichlet: concentration must be above 0, got -2 (element 1).", () => _ = new Dirichlet(Tensor.Of(1.0, -2)) },
        { "Multinomial: count must be at least 0, got -1.", () => _ = new Multinomial(-1, Two) },
        { "Independent: axes must be in 0 … 1 for the batch (2), got 2.", () => _ = new Independent(new Normal(Two, 1), 2) },
        { "Normal: deviation must be float64, got float32.", () => _ = new Normal(Two, Tensor.Of(1f)) },
        { "Normal: shapes of mean (2), deviation (3) do not broadcast.", () => _ = new Normal(Two, Tensor.Of(1.0, 1, 1)) },
        { "Dirichlet: concentration must be (…, K) with K at least 1, got ().", () => _ = new Dirichlet(Tensor.Scalar(1)) },
        { "MultivariateNormal: either the covariance or the scale must be given, got none.", () => _ = new MultivariateNormal(Two) },
        { "MultivariateNormal: for a mean (…, N) the scale must be (…, N, N), got (2) and (2).", () => _ = new MultivariateNormal(Two, scale: Two) },
        { "Mixture: there must be one component for each of the 2 weights, got 1.", () => _ = new Mixture(new Categorical(Two), new Normal(0, 1)) },
        { "Normal(mean 0, deviation 1): values must be float64 like the parameters, got float32; convert with To.", () => new Normal(0, 1).LogDensity(Tensor.Of(1f)) },
        { "Normal(mean (2), deviation (2)): the value (3) does not broadcast with the batch (2) of events ().", () => new Normal(Two, 1).LogDensity(Tensor.Of(1.0, 2, 3)) },
        { "Dirichlet(concentration (2)): the last axes of the value must be (2), got (3).", () => new Dirichlet(Two).LogDensity(Tensor.Of(0.2, 0.3, 0.5)) },
        { "KlTo: there is no formula from Cauchy(location 0, scale 1) to Normal(mean 0, deviation 1); KlByMonteCarlo estimates it from samples.", () => new Cauchy(0, 1).KlTo(new Normal(0, 1)) },
        { "Poisson(rate 4): there is no formula for its entropy.", () => new Poisson(4).Entropy() },
        { "Dirichlet(concentration (2)): there is no formula for its CDF.", () => new Dirichlet(Two).Cdf(Tensor.Of(0.5, 0.5)) },
        { "SampleReparameterized: samples of Poisson(rate 4) jump when a parameter changes, so they have no gradient; take Sample, or weigh by LogDensity.", () => new Poisson(4).SampleReparameterized(new Rng(1)) },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void WhatDoesNotFitIsNamed(string message, Action action) => Assert.StartsWith(message, Assert.ThrowsAny<Exception>(action).Message, StringComparison.Ordinal);

    [Fact]
    public void ACovarianceMustBePositiveDefinite() =>
        Assert.Throws<LinearAlgebraException>(() => new MultivariateNormal(Two, Tensor.Of([[1.0, 2], [2, 1]])));

    [Fact]
    public void NothingOccursOutsideTheSupportAndItsGradientIsZero()
    {
        foreach (var d in new Distribution[] { new Exponential(2), new Gamma(2, 1), new Beta(2, 3), new HalfNormal(1), new LogNormal(0, 1), new Poisson(3), new Binomial(3, 0.5), new Bernoulli(0.5), new Geometric(0.5), new Weibull(1, 1), new Pareto(1, 2), new Kumaraswamy(2, 2), new HalfCauchy(1), new Chi2(2), new FisherSnedecor(2, 3), new NegativeBinomial(2, 0.5), new ContinuousBernoulli(0.3) })
        {
            var x = Tensor.Of(-1.5).Track();
            var y = d.LogDensity(x);
            Assert.Equal(double.NegativeInfinity, y.Item());
            Assert.Equal(0, d.Cdf(x).Item());
            Assert.Equal(0, y.Sum().Backward()[x].Item());
        }

        Assert.Equal(double.NegativeInfinity, new Poisson(3).LogDensity(Tensor.Of(0.5)).Item());
        Assert.Equal(double.NegativeInfinity, new Multinomial(3, Two).LogDensity(Two * 3).Item());
        Assert.Equal(double.NegativeInfinity, new Dirichlet(Two).LogDensity(Two).Item());
        Assert.Equal(double.NegativeInfinity, new OneHotCategorical(Two).LogDensity(Tensor.Of(1.0, 1)).Item());
        Assert.Equal(double.NegativeInfinity, new RelaxedOneHotCategorical(1, Two).LogDensity(Two).Item());
        Assert.Equal(double.NegativeInfinity, new RelaxedBernoulli(1, 0.5).LogDensity(Tensor.Of(2.0)).Item());
        var indefinite = Tensor.Of([[-1.0, 0], [0, -2]]).Track();
        var outside = new Wishart(3, Tensor.Identity(2, DType.Float64)).LogDensity(indefinite);
        Assert.Equal(double.NegativeInfinity, outside.Item());
        Assert.Equal(0, outside.Backward()[indefinite].AbsoluteSum().Item());
        Assert.Equal(double.NegativeInfinity, new LkjCholesky(2, 1).LogDensity(Tensor.Of([[1.0, 0], [0.5, 0.5]])).Item());
    }

    [Fact]
    public void TheEndsOfQuantiles()
    {
        var ends = Tensor.Of(0.0, 1, -0.1, 1.1);
        Assert.Equal([0, double.PositiveInfinity, double.NaN, double.NaN], new Exponential(1).Quantile(ends).ToArray<double>());
        Assert.Equal([0, double.PositiveInfinity, double.NaN, double.NaN], new Gamma(2, 1).Quantile(ends).ToArray<double>());
        Assert.Equal([0, 1, double.NaN, double.NaN], new Beta(2, 1).Quantile(ends).ToArray<double>());
        Assert.Equal([0, double.PositiveInfinity, double.NaN, double.NaN], new Poisson(3).Quantile(ends).ToArray<double>());
        Assert.Equal([0, 7, double.NaN, double.NaN], new Binomial(7, 0.3).Quantile(ends).ToArray<double>());
        foreach (var d in new Distribution[] { new Weibull(2, 3), new HalfCauchy(1), new Chi2(2), new FisherSnedecor(2, 3), new NegativeBinomial(2, 0.5) })
            Assert.Equal([0, double.PositiveInfinity, double.NaN, double.NaN], d.Quantile(ends).ToArray<double>().Select(q => q > 1e16 ? double.PositiveInfinity : q));
        foreach (var d in new Distribution[] { new Kumaraswamy(2, 3), new ContinuousBernoulli(0.3), new ContinuousBernoulli(0.5) })
            Assert.Equal([0, 1, double.NaN, double.NaN], d.Quantile(ends).ToArray<double>());
        Assert.Equal([1.5, double.PositiveInfinity, double.NaN, double.NaN], new Pareto(1.5, 2).Quantile(ends).ToArray<double>());
        Assert.Equal([double.NegativeInfinity, double.PositiveInfinity, double.NaN, double.NaN], new Gumbel(1, 2).Quantile(ends).ToArray<double>());
        Assert.Equal([double.NegativeInfinity, double.PositiveInfinity, double.NaN, double.NaN], new StudentT(3).Quantile(ends).ToArray<double>());
    }

    [Fact]
    public void ProbabilitiesOfZeroAreNoReasonForNaN()
    {
        var sure = Tensor.Of(0.0, 1).Track();
        var loss = new Bernoulli(sure).NegativeLogLikelihood(Tensor.Of(0.0, 1));
        Assert.Equal(0, loss.Item());
        Assert.Equal(0, new Categorical(sure).Entropy().Item());
        Assert.Equal(0, new Multinomial(2, sure).LogDensity(Tensor.Of(0.0, 2)).Item());
        Assert.Equal(double.PositiveInfinity, new Categorical(Two).KlTo(new Categorical(sure)).Item());
    }
}
