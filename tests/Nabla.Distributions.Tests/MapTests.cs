using Nabla.Testing;

namespace Nabla.Distributions.Tests;

/// <summary>Maps against torch.distributions.transforms (eng/golden/torch_transforms.py) and against themselves.</summary>
public class MapTests
{
    static readonly GoldenFile Golden = Kinds.Files["transforms"];

    static readonly Dictionary<string, Func<Tensor[], Map>> Rows = new()
    {
        ["abs"] = p => new AbsMap(),
        ["affine"] = p => new AffineMap(p[0], p[1]),
        ["exp"] = p => new ExpMap(),
        ["power"] = p => new PowerMap(p[0]),
        ["power below 0"] = p => new PowerMap(p[0]),
        ["sigmoid"] = p => new SigmoidMap(),
        ["tanh"] = p => new TanhMap(),
        ["softplus"] = p => new SoftplusMap(),
        ["softmax"] = p => new SoftmaxMap(),
        ["stick-breaking"] = p => new StickBreakingMap(),
        ["correlation"] = p => new CorrelationFactorMap(),
        ["correlation of 2"] = p => new CorrelationFactorMap(),
        ["lower"] = p => new LowerFactorMap(),
        ["cat"] = p => new ConcatMap(-1, (new ExpMap(), 1), (new AffineMap(1, p[0]), 2), (new SigmoidMap(), 1)),
        ["stack"] = p => new StackMap(-2, new ExpMap(), new AffineMap(1, p[0]), new TanhMap()),
        ["reshape"] = p => new ReshapeMap([6], [2, 3]),
        ["independent"] = p => new IndependentMap(new ComposedMap(new ExpMap(), new AffineMap(0.5, p[0]))),
        ["cdf"] = p => new CdfMap(new Normal(p[0], p[1])),
        ["compose"] = p => new ComposedMap(new SigmoidMap(), new AffineMap(1, p[0]), new ExpMap()),
        ["compose of vectors"] = p => new ComposedMap(new AffineMap(0.2, p[0]), new StickBreakingMap(), new ExpMap()),
        ["identity"] = p => new IdentityMap(),
    };

    public static TheoryData<string> All => [.. Rows.Keys];

    public static TheoryData<string> Bijections => [.. Rows.Keys.Where(name => Rows[name](Kinds.Parameters(Golden, name)) is Bijection)];

    public static TheoryData<string, DType> Cases
    {
        get
        {
            var cases = new TheoryData<string, DType>();
            foreach (var name in Rows.Keys)
            {
                cases.Add(name, DType.Float64);
                cases.Add(name, DType.Float32);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void EqualsPyTorch(string name, DType dtype)
    {
        var p = Array.ConvertAll(Kinds.Parameters(Golden, name), t => t.To(dtype).Track());
        var map = Rows[name](p);
        var x = Golden[$"{name}/x"].To(dtype).Track();
        Same(name, "forward", map.Forward(x), x, p);
        var y = Golden[$"{name}/forward/y"].To(dtype).Track();
        Same(name, "inverse", map.Inverse(y), y, p);
        if (map is Bijection bijection)
            Same(name, "slope", bijection.LogSlope(x, map.Forward(x)), x, p);
        Assert.Equal(y.Shape, map.OutputShape(x.Shape));
        Assert.Equal(x.Shape, map.InputShape(y.Shape));
    }

    [Theory, MemberData(nameof(Bijections))]
    public void TheInverseUndoesAndAllValuesAreValues(string name)
    {
        var map = (Bijection)Rows[name](Kinds.Parameters(Golden, name));
        var x = Golden[$"{name}/x"];
        var y = map.Forward(x);
        GoldenFile.AssertClose(x, map.Inverse(y), 1e-9, name);
        Assert.All(map.IsValue(y).To(DType.Float64).ToArray<double>(), inside => Assert.Equal(1, inside));
        Assert.Equal(map.LogSlope(x, y).Shape, map.IsValue(y).Shape);
        Assert.All(map.IsValue(y * double.NaN).To(DType.Float64).ToArray<double>(), inside => Assert.Equal(0, inside));
        Assert.All(map.IsValue(map.SafeLike(y).BroadcastTo(y.Shape)).To(DType.Float64).ToArray<double>(), inside => Assert.Equal(1, inside));
    }

    [Theory, MemberData(nameof(All))]
    public void DerivativesOfSecondOrder(string name)
    {
        var map = Rows[name](Kinds.Parameters(Golden, name));
        GradCheck.Run(x => map is Bijection b ? map.Forward(x[0]).Sum() + b.LogSlope(x[0], map.Forward(x[0])).Sum() : map.Forward(x[0]), [Golden[$"{name}/x"]]);
    }

    public static TheoryData<Distribution> WithBijections =>
    [
        new Normal(1, 2), new Gamma(2, 3), new Beta(2, 1), new Uniform(-1, 3), new Pareto(2, 3), new Dirichlet(Tensor.Of(1.0, 2, 3)), new LkjCholesky(3, 2),
        new Independent(new Gamma(Tensor.Of(1.0, 2), 1)), new Transformed(new Gamma(2, 1), new AffineMap(1, -2)), new MultivariateNormal(Tensor.Of(1.0, 2), Tensor.Identity(2, DType.Float64)),
        new LogisticNormal(Tensor.Of(0.1, 2), Tensor.Of(1.0, 1)), new Kumaraswamy(1, 2),
    ];

    [Theory, MemberData(nameof(WithBijections))]
    public void ABijectionFromRealsReachesTheSupport(Distribution d)
    {
        var map = d.BijectionFromReals();
        Assert.Equal(d.EventShape.Rank, map.OutputRank);
        var shape = map.InputShape([5, .. d.BatchShape, .. d.EventShape]);
        var y = map.Forward(new Rng(2).Normal(shape, dtype: DType.Float64) * 2);
        Assert.All(d.LogDensity(y).ToArray<double>(), log => Assert.True(double.IsFinite(log)));
        GoldenFile.AssertClose(y, map.Forward(map.Inverse(y)), 1e-9, d.ToString());
    }

    [Fact]
    public void MapsFromRealsForDescent()
    {
        Assert.IsType<SoftmaxMap>(Support.Simplex.MapFromReals());
        Assert.IsType<LowerFactorMap>(Support.LowerFactor.MapFromReals());
        Assert.IsType<ExpMap>(Support.Positive.MapFromReals());
        Assert.Throws<NotSupportedException>(() => Support.Whole.MapFromReals());
        Assert.Throws<NotSupportedException>(() => new Poisson(3).BijectionFromReals());
    }

    [Fact]
    public void ARuleOfOnesOwnComesFirst()
    {
        var rules = new KlRules().Add<Uniform, Cauchy>((p, q) => p.KlByMonteCarlo(q, new Rng(1))).Add<Normal, Normal>((p, q) => p.Mean * 0 + 7);
        var (u, c) = (new Uniform(0, Tensor.Of(1.0, 2)), new Cauchy(0, 1));
        Assert.Equal(u.KlByMonteCarlo(c, new Rng(1)).ToArray<double>(), rules.Kl(u, c).ToArray<double>());
        Assert.Equal(rules.Kl(u, c).Sum().Item(), rules.Kl(new Independent(u), new Independent(new Cauchy(Tensor.Of(0.0, 0), 1))).Item());
        Assert.Equal(7, rules.Kl(new Normal(0, 1), new Normal(0, 1)).Item());
        Assert.Equal(new Gamma(1, 2).KlTo(new Gamma(2, 2)).Item(), rules.Kl(new Gamma(1, 2), new Gamma(2, 2)).Item());
        Assert.Throws<NotSupportedException>(() => rules.Kl(c, new Normal(0, 1)));
    }

    static void Same(string name, string what, Tensor y, Tensor x, Tensor[] p)
    {
        var (key, tolerance) = ($"{name}/{what}", x.DType == DType.Float64 ? 1e-9 : 1e-5);
        if (!Golden.Has($"{key}/y"))
            return;
        GoldenFile.AssertClose(Golden[$"{key}/y"], y, tolerance, key);
        if (!y.IsTracked)
            return;
        var gradients = (y * Golden[$"{key}/g"].To(x.DType)).Sum().Backward();
        foreach (var (d, of) in p.Select((t, i) => ($"d{i}", t)).Append(("dx", x)))
            if (Golden.Has($"{key}/{d}"))
                GoldenFile.AssertClose(Golden[$"{key}/{d}"], gradients[of], tolerance, $"{key}/{d}");
    }
}
