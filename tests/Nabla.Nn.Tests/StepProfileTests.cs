using Nabla.Kernels;

namespace Nabla.Nn.Tests;

public class StepProfileTests
{
    const double Seconds = 0.01;

    static Tensor Normal(params int[] shape) => new Rng(1).Normal(Shape.Of(shape));

    static Tensor Track(params int[] shape) => Normal(shape).Track();

    // Name, operations and bytes of a kernel among those of a step, each counted by hand.
    public static TheoryData<string, Func<StepProfile>, long, long> Costs => new()
    {
        { "MatMul 5×7×3", () => Function(x => x[0].MatMul(x[1]), Normal(5, 7), Normal(7, 3)), 2 * 5 * 7 * 3, 4 * (35 + 21 + 15) },
        { "MatMul 2 of 5×7×3", () => Function(x => x[0].MatMul(x[1]), Normal(2, 5, 7), Normal(7, 3)), 2 * 2 * 5 * 7 * 3, 4 * (70 + 21 + 30) },
        {
            "Conv 3×3 2→4 on 6×5", () => Function(x => x[0].Conv(x[1], padding: 1), Normal(2, 6, 5, 2), Normal(4, 3, 3, 2)),
            2 * (2 * 6 * 5 * 4) * (3 * 3 * 2), 4 * (120 + 72 + 240)
        },
        {
            "Conv 3×3 4→4 in 4 groups on 6×5", () => Function(x => x[0].Conv(x[1], padding: 1, groups: 4), Normal(2, 6, 5, 4), Normal(4, 3, 3, 1)),
            2 * (2 * 6 * 5 * 4) * (3 * 3), 4 * (240 + 36 + 240)
        },
        {
            "ConvInputGradient 3×3 2→4 on 6×5", () => Step(x => x[0].Conv(x[1], padding: 1).Sum(), Track(2, 6, 5, 2), Track(4, 3, 3, 2)),
            2 * (2 * 6 * 5 * 4) * (3 * 3 * 2), 4 * (1 + 72 + 120)      // the gradient of a sum is one number, repeated
        },
        {
            "ConvWeightGradient 3×3 2→4 on 6×5", () => Step(x => x[0].Conv(x[1], padding: 1).Square().Sum(), Track(2, 6, 5, 2), Track(4, 3, 3, 2)),
            2 * (2 * 6 * 5 * 4) * (3 * 3 * 2), 4 * (120 + 240 + 72)
        },
        {
            "Map Multiply, Add, Gelu (100)", () => Function(x => (x[0] * x[1] + x[0]).Gelu(), Normal(100), Normal(100)), 0, 4 * 300
        },
        { "Map Add (10, 4)", () => Function(x => x[0] + x[1], Normal(10, 4), Normal(4)), 0, 4 * (40 + 4 + 40) },
        { "Attention (2, 5, 3, 4)", () => Function(x => x[0].SelfAttention(3), Normal(2, 5, 36)), 4 * (2 * 5 * 3 * 4) * 5, 4 * (4 * 120 + 30) },
        { "Attention (2, 4, 3, 5)", () => Function(x => x[0].SelfAttention(3, causal: true), Normal(2, 4, 45)), 4 * 30 * (1 + 2 + 3 + 4), 4 * (4 * 120 + 24) },
        { "Sum (6, 5)→(1, 5)", () => Function(x => x[0].Sum(0), Normal(6, 5)), 0, 4 * 35 },
        { "IndexSelect (6, 4)", () => Function(x => x[0].IndexSelect(0, Tensor.Range(6)).Reshape(2, 3, 4), Normal(50, 4)), 0, 4 * 2 * 24 + 8 * 6 },
    };

    static StepProfile Function(Func<Tensor[], Tensor> f, params Tensor[] inputs) =>
        Captured.Function(x => [f(x)]).Profile(Seconds, inputs);

    static StepProfile Step(Func<Tensor[], Tensor> f, params Tensor[] tracked) => Captured.Step(_ => [f(tracked)]).Profile(Seconds);

    [Theory]
    [MemberData(nameof(Costs))]
    public void AKernelHasItsNameItsOperationsAndItsBytes(string name, Func<StepProfile> profile, long flops, long bytes)
    {
        var kernels = profile().Kernels;
        var kernel = Assert.Single(kernels, k => k.Name == name);
        Assert.Equal((1, flops, bytes), (kernel.Calls, kernel.Flops, kernel.Bytes));
        Assert.True(kernel.Milliseconds > 0);
    }

    [Fact]
    public void AnOptimisersStepIsOneUpdateForEachParameter()
    {
        var model = new Sequential(new Linear(3, 4), new Linear(4, 4), new Linear(4, 4));
        var optimizer = new Adam(model);
        var gradients = model.Call(Normal(2, 3)).Sum().Backward();
        var profile = StepProfile.Of(() => optimizer.Step(gradients), Seconds);
        Assert.Equal(
            [("Update Adam (4)", 3, 3 * 4 * 4 * 7L), ("Update Adam (4, 3)", 1, 4 * 12 * 7L), ("Update Adam (4, 4)", 2, 2 * 4 * 16 * 7L)],
            profile.Kernels.Select(k => (k.Name, k.Calls, k.Bytes)).OrderBy(k => k.Name, StringComparer.Ordinal));      // p, m, v twice, g once
    }

    // The parts that are captured belong to the step: 5 rounds of 3 products for each matrix, of which two have one shape and one is tall.
    [Fact]
    public void ProductsOfMuonsStepAreCounted()
    {
        var model = new Sequential(new Linear(6, 6), new Linear(6, 6), new Linear(6, 20));
        var profile = Profile(model, new Muon(model));
        var products = profile.Kernels.Where(k => k.Name.StartsWith("MatMul", StringComparison.Ordinal)).ToDictionary(k => k.Name, k => (k.Calls, k.Flops));
        Assert.Equal((35, 35 * 2 * 6 * 6 * 6L), products["MatMul 6×6×6"]);      // 15 for each square one, and the square of the tall one's square
        Assert.Equal((5, 5 * 2 * 6 * 6 * 20L), products["MatMul 6×20×6"]);
        Assert.Equal((5, 5 * 2 * 6 * 6 * 20L), products["MatMul 6×6×20"]);
        Assert.Equal(3, profile.Kernels.Where(k => k.Name.StartsWith("Update Muon", StringComparison.Ordinal)).Sum(k => k.Calls));
        Assert.Equal(3, profile.Kernels.Where(k => k.Name.StartsWith("Update Adam", StringComparison.Ordinal)).Sum(k => k.Calls));
    }

    [Fact]
    public void NormsOfLambsAndMeansOfAdafactorsStepAreCounted()
    {
        var model = new Sequential(new Linear(7, 5, bias: false), new Linear(5, 7, bias: false));
        int Calls(StepProfile profile, string name) => profile.Kernels.Where(k => k.Name.StartsWith(name, StringComparison.Ordinal)).Sum(k => k.Calls);
        var lamb = Profile(model, new Lamb(model));
        Assert.Equal((2, 2, 4), (Calls(lamb, "Update Lamb.Direction"), Calls(lamb, "Update Plus"), Calls(lamb, "Sum Square")));
        var adafactor = Profile(model, new Adafactor(model));
        Assert.Equal((2, 4, 8), (Calls(adafactor, "Update Blend"), Calls(adafactor, "Copy (5)") + Calls(adafactor, "Copy (7)"), Calls(adafactor, "Sum Square")));
        Assert.True(lamb.WorkingSet >= 4 * 5 * 35 && adafactor.Bytes > 4 * 2 * 35);
    }

    static StepProfile Profile(Sequential model, GradientOptimizer optimizer)
    {
        var gradients = model.Call(Normal(2, model.Parameters()[0].Parameter.Shape[1])).Square().Sum().Backward();
        return StepProfile.Of(() => optimizer.Step(gradients), Seconds);
    }

    [Fact]
    public void AStepIsTheSumOfItsKernels()
    {
        var step = Captured.Function(x => [x[0].MatMul(x[1]).Relu().Sum()]);
        Tensor a = Normal(40, 30), b = Normal(30, 20);
        StepProfile one = step.Profile(Seconds, a, b), two = one.Then(one);
        Assert.Equal(step.Run(a, b).KernelCalls, one.Kernels.Sum(k => k.Calls));
        Assert.Equal(one.Kernels.Sum(k => k.Milliseconds), one.Milliseconds, 12);
        Assert.Equal((2 * one.Flops, 2 * one.Bytes), (two.Flops, two.Bytes));
        Assert.Equal(one.Kernels.Select(k => 2 * k.Calls), two.Kernels.Select(k => k.Calls));
        Assert.True(one.WorkingSet >= 4 * (40 * 30 + 30 * 20 + 40 * 20));
    }

    [Fact]
    public void TheLimitIsTheSlowerOfPeakAndBandwidth()
    {
        var limits = new MachineLimits(1, Gigaflops: 100, Gigabytes: 10);
        Assert.Equal(2, new KernelTime("a", 1, 5, Flops: 200_000_000, Bytes: 10_000_000).Possible(limits), 12);
        Assert.Equal(3, new KernelTime("b", 1, 5, Flops: 200_000_000, Bytes: 30_000_000).Possible(limits), 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    public void TheLimitsOfThisMachineAreMeasured(long workingSet)
    {
        var limits = MachineLimits.Measure(workingSet);
        Assert.Equal(Workers.Threads, limits.Threads);
        Assert.InRange(limits.Gigaflops, 0.01, 1e6);
        Assert.InRange(limits.Gigabytes, 0.01, 1e6);
    }
}
