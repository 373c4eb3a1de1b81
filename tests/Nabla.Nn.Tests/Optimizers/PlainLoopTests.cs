using Nabla.Testing;

namespace Nabla.Nn.Tests.Optimizers;

/// <summary>What PyTorch does not have, against loops over single numbers.</summary>
public class PlainLoopTests
{
    const int Steps = 6;

    [Theory]
    [InlineData(0, DType.Float64)]
    [InlineData(0.3, DType.Float64)]
    [InlineData(0.3, DType.Float32)]
    public void LionEqualsALoop(double decay, DType dtype)
    {
        var (model, p) = Started(dtype);
        var optimizer = new Lion(model, 0.02, 0.8, 0.95, decay);
        var m = new double[p.Length];
        for (var step = 1; step <= Steps; step++)
        {
            var g = Gradient(p, step);
            optimizer.Step(Loss(model, step).Backward());
            for (var i = 0; i < p.Length; i++)
            {
                p[i] -= 0.02 * (Math.Sign(0.8 * m[i] + 0.2 * g[i]) + decay * p[i]);
                m[i] = 0.95 * m[i] + 0.05 * g[i];
            }

            AssertClose(p, model, $"step {step}");
        }
    }

    [Theory]
    [InlineData(0, DType.Float64)]
    [InlineData(0.3, DType.Float64)]
    [InlineData(0.3, DType.Float32)]
    public void LambEqualsALoop(double decay, DType dtype)
    {
        var (model, p) = Started(dtype);
        var optimizer = new Lamb(model, 0.02, 0.8, 0.95, 1e-6, decay);
        var (m, v, r) = (new double[p.Length], new double[p.Length], new double[p.Length]);
        for (var step = 1; step <= Steps; step++)
        {
            var g = Gradient(p, step);
            optimizer.Step(Loss(model, step).Backward());
            for (var i = 0; i < p.Length; i++)
            {
                m[i] = 0.8 * m[i] + 0.2 * g[i];
                v[i] = 0.95 * v[i] + 0.05 * g[i] * g[i];
                r[i] = m[i] / (1 - Math.Pow(0.8, step)) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.95, step))) + 1e-6) + decay * p[i];
            }

            var ratio = Length(p) / Length(r);
            for (var i = 0; i < p.Length; i++)
                p[i] -= 0.02 * ratio * r[i];
            AssertClose(p, model, $"step {step}");
        }
    }

    [Theory]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float32)]
    public void SharpnessAwareStepsEqualALoop(DType dtype)
    {
        var (model, p) = Started(dtype);
        var optimizer = new SharpnessAware(model, new Sgd(model, 0.05), rho: 0.3);
        for (var step = 1; step <= Steps; step++)
        {
            var value = optimizer.Step(() => Loss(model, step));
            Assert.Equal(p.Select((x, i) => Math.Pow(x, 4) / 4 + Slope(i, step) * x).Sum(), value, dtype == DType.Float64 ? 1e-10 : 1e-4);
            var g = Gradient(p, step);
            var there = Gradient([.. p.Select((x, i) => x + 0.3 * g[i] / Length(g))], step);
            for (var i = 0; i < p.Length; i++)
                p[i] -= 0.05 * there[i];
            AssertClose(p, model, $"step {step}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.9)]
    public void AveragesEqualALoopAndCanBeSwappedInAndOut(double? decay)
    {
        var (model, _) = Started();
        var optimizer = new Sgd(model, 0.05);
        var average = decay is { } d ? WeightAverage.Exponential(model, d) : WeightAverage.Equal(model);
        Assert.Throws<InvalidOperationException>(() => average.Swap());
        List<double[]> seen = [];
        for (var step = 1; step <= Steps; step++)
        {
            optimizer.Step(Loss(model, step).Backward());
            average.Update();
            seen.Add(model.P.Value.ToArray<double>());
        }

        var again = decay is { } e ? WeightAverage.Exponential(model, e) : WeightAverage.Equal(model);
        again.LoadState(average.SaveState().ToDictionary(s => s.Name, s => s.Value));
        var expected = seen[0];
        for (var n = 1; n < Steps; n++)
            expected = [.. expected.Zip(seen[n], (a, p) => decay is { } keep ? keep * a + (1 - keep) * p : (a * n + p) / (n + 1))];
        Assert.Equal(Steps, again.Count);
        using (again.Swap())
            AssertClose(expected, model, "average");
        Assert.Equal(seen[^1], model.P.Value.ToArray<double>());
    }

    [Fact]
    public void AnAverageFollowsTheModelToAnotherType()
    {
        var model = new Single();
        model.Initialize(seed: 3);
        var average = WeightAverage.Equal(model);
        average.Update();
        var expected = model.P.Value.To(DType.Float64).ToArray<double>();
        model.To(DType.Float64);
        using (average.Swap())
            Assert.Equal(expected, model.P.Value.ToArray<double>());
        model.P.Load(Tensor.Zeros([3, 4], DType.Float64));
        average.Update();
        using (average.Swap())
            Assert.Equal(expected.Select(v => v / 2), model.P.Value.ToArray<double>());
    }

    [Fact]
    public void AVectorHoldsAllParametersAndSetsThem()
    {
        var model = new Sequential(new Linear(2, 3), new Linear(3, 1, bias: false));
        model.Initialize(seed: 5);
        var numbers = model.Parameters().SelectMany(p => p.Parameter.Value.ToArray<float>()).ToArray();
        Assert.Equal(numbers, model.ToVector().ToArray<float>());
        Assert.Equal(numbers.Select(v => 2 * v), model.ToVector().Square().Sum().Backward()[((Linear)model.Layers[0]).Weight].ToArray<float>()
            .Concat(numbers[6..].Select(v => 2 * v)));
        model.LoadVector(Tensor.Of([.. Enumerable.Range(0, 12).Select(i => (float)i)]));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)i), model.ToVector().ToArray<float>());
        Assert.Equal("LoadVector: axis 0 of the vector must be 12, got (11).",
            Assert.Throws<ShapeException>(() => model.LoadVector(Tensor.Zeros([11]))).Message);
    }

    [Fact]
    public void UpdatesOfAnAverageAllocateNothing()
    {
        var (model, _) = Started();
        var average = WeightAverage.Exponential(model);
        average.Update();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            average.Update();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void AdaptiveClippingLimitsEachRow()
    {
        var (model, p) = Started();
        var gradients = Loss(model, 1).Backward();
        var g = Gradient(p, 1);
        gradients.ClipAdaptively(model, share: 0.4, least: 0.5);
        var clipped = gradients[model.P].ToArray<double>();
        for (var row = 0; row < 3; row++)
        {
            var (from, to) = (row * 4, row * 4 + 4);
            var factor = Math.Min(1, 0.4 * Math.Max(0.5, Length(p[from..to])) / Length(g[from..to]));
            for (var i = from; i < to; i++)
                Assert.Equal(factor * g[i], clipped[i], 1e-12);
        }
    }

    [Fact]
    public void PenaltiesHaveTheirValuesAndGradients()
    {
        var (model, p) = Started();
        var (l1, l2) = (model.L1Penalty(), model.L2Penalty());
        Assert.Equal(p.Sum(Math.Abs), l1.Item(), 1e-12);
        Assert.Equal(p.Sum(x => x * x) / 2, l2.Item(), 1e-12);
        Assert.Equal(p.Select(x => (double)Math.Sign(x)), l1.Backward()[model.P].ToArray<double>());
        Assert.Equal(p, l2.Backward()[model.P].ToArray<double>());
    }

    static double Slope(int i, int step) => Math.Cos(7 * i + step);

    // Σ p⁴ / 4 + Σ slope · p, of gradient p³ + slope
    static Tensor Loss(Single model, int step)
    {
        var slopes = Tensor.Of([.. Enumerable.Range(0, 12).Select(i => Slope(i, step))]).Reshape(3, 4).To(model.P.Value.DType);
        return (0.25 * model.P.Value.Square().Square() + slopes * model.P).Sum();
    }

    static double[] Gradient(double[] p, int step) => [.. p.Select((x, i) => x * x * x + Slope(i, step))];

    static double Length(double[] x) => Math.Sqrt(x.Sum(v => v * v));

    static void AssertClose(double[] expected, Single model, string what) =>
        GoldenFile.AssertClose(Tensor.Of(expected).Reshape(3, 4), model.P, model.P.Value.DType == DType.Float64 ? 1e-12 : 1e-5, what);

    static (Single, double[]) Started(DType dtype = DType.Float64)
    {
        var model = new Single();
        model.To(dtype);
        model.Initialize(seed: 3);
        return (model, model.P.Value.To(DType.Float64).ToArray<double>());
    }

    sealed class Single : Module<Tensor, Tensor>
    {
        public Parameter P { get; } = new([3, 4], Init.Normal());

        protected override Tensor Forward(Tensor input) => input;
    }
}
