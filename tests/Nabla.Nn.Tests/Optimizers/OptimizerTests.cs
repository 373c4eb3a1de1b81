using Nabla.Testing;

namespace Nabla.Nn.Tests.Optimizers;

public class OptimizerTests
{
    static readonly Dictionary<string, Func<Module, GradientOptimizer>> Rules = new()
    {
        ["sgd"] = m => new Sgd(m, 0.1),
        ["sgd decay"] = m => new Sgd(m, 0.1, weightDecay: 0.05),
        ["sgd momentum"] = m => new Sgd(m, 0.1, momentum: 0.9),
        ["sgd dampened"] = m => new Sgd(m, 0.1, momentum: 0.8, dampening: 0.3, weightDecay: 0.01),
        ["sgd nesterov"] = m => new Sgd(m, 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.02),
        ["adam"] = m => new Adam(m),
        ["adam decay"] = m => new Adam(m, 0.01, 0.8, 0.95, 1e-6, weightDecay: 0.1),
        ["adam amsgrad"] = m => new Adam(m, 0.01, 0.8, 0.5, 1e-6, weightDecay: 0.1, amsgrad: true),
        ["adamw"] = m => new AdamW(m),
        ["adamw decay"] = m => new AdamW(m, 0.02, 0.8, 0.95, 1e-6, weightDecay: 0.2),
        ["adamw amsgrad"] = m => new AdamW(m, 0.02, 0.8, 0.5, 1e-6, weightDecay: 0.2, amsgrad: true),
        ["rmsprop"] = m => new RmsProp(m),
        ["rmsprop momentum"] = m => new RmsProp(m, 0.02, 0.9, 1e-6, momentum: 0.8, weightDecay: 0.1),
        ["rmsprop centered"] = m => new RmsProp(m, 0.02, 0.9, 1e-6, centered: true),
        ["rmsprop centered momentum"] = m => new RmsProp(m, 0.02, 0.9, 1e-6, momentum: 0.8, centered: true, weightDecay: 0.1),
        ["adagrad"] = m => new Adagrad(m),
        ["adagrad decay"] = m => new Adagrad(m, 0.1, rateDecay: 0.2, weightDecay: 0.1, start: 0.5, epsilon: 1e-6),
        ["adadelta"] = m => new Adadelta(m),
        ["adadelta decay"] = m => new Adadelta(m, 0.5, rho: 0.8, epsilon: 1e-4, weightDecay: 0.1),
        ["adamax"] = m => new Adamax(m),
        ["adamax decay"] = m => new Adamax(m, 0.02, 0.8, 0.5, 1e-6, weightDecay: 0.1),
        ["nadam"] = m => new NAdam(m),
        ["nadam decay"] = m => new NAdam(m, 0.02, 0.8, 0.95, 1e-6, weightDecay: 0.1, momentumDecay: 0.3),
        ["radam"] = m => new RAdam(m),
        ["radam rectified"] = m => new RAdam(m, 0.02, 0.8, 0.9, 1e-6, weightDecay: 0.1),
        ["rprop"] = m => new Rprop(m),
        ["rprop bounded"] = m => new Rprop(m, 0.1, shrink: 0.3, grow: 1.7, least: 0.05, most: 0.2),
        ["asgd"] = m => new Asgd(m),
        ["asgd averaged"] = m => new Asgd(m, 0.1, lambda: 0.1, alpha: 0.6, begin: 1, weightDecay: 0.1),
        ["groups"] = m => new AdamW(m, 0.02, weightDecay: 0.2)
        {
            Groups = [new ParameterGroup(p => p.Path == "b", RateFactor: 0.5, WeightDecay: 0)],
        },
    };

    // What eng/golden/numpy_optimizers.py restates, as PyTorch 1.13 lacks it; the last two are PyTorch's with sparse gradients.
    static readonly Dictionary<string, Func<Module, GradientOptimizer>> Restated = new()
    {
        ["adafactor"] = m => new Adafactor(m),
        ["adafactor absolute"] = m => new Adafactor(m, 0.03, relative: false, forgetting: 0.5, clip: 0.7, smallest: 1e-4, weightDecay: 0.2),
        ["adafactor decay"] = m => new Adafactor(m, 0.6, forgetting: 1, scale: 2, weightDecay: 0.1),
        ["muon"] = m => new Muon(m),
        ["muon decay"] = m => new Muon(m, 0.05, 0.8, weightDecay: 0.2, rest: Muon.Rest with { RateFactor = 0.3 }),
        ["muon plain"] = m => new Muon(
            m, 0.1, 0.5, nesterov: false, rest: new(p => p.Path == "b", RateFactor: 0.5), beta1: 0.8, beta2: 0.9, epsilon: 1e-6),
        ["sparse adam"] = m => new SparseAdam(m),
        ["sparse adam fast"] = m => new SparseAdam(m, 0.02, 0.8, 0.95, 1e-6),
    };

    public static TheoryData<string, DType> Cases => GoldenFile.Cases(Rules.Keys.Concat(Restated.Keys));

    public static TheoryData<string> Names => [.. Rules.Keys, .. Restated.Keys, "lamb"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void FiveStepsEqualTheReference(string name, DType dtype)
    {
        // A step of PyTorch's is some ten roundings of each number, and nothing is summed; of the others there are means and products.
        var exact = Rules.ContainsKey(name);
        var tolerance = dtype == DType.Float64 ? (exact ? 1e-14 : 1e-13) : exact ? 1e-6 : 1e-5;
        using var golden = Golden(name);
        var model = Started(golden, name, dtype);
        var optimizer = Made(name, model);
        for (var step = 1; step <= 5; step++)
        {
            optimizer.Step(GradientsOf(golden, model, step));
            foreach (var (path, p) in model.Parameters())
                GoldenFile.AssertClose(golden[$"{name}/p.{path}.{step}"], p, tolerance, $"{name}: {path} after step {step}");
        }
    }

    [Theory]
    [InlineData("asgd")]
    [InlineData("asgd averaged")]
    public void MeansOfTheParametersEqualPyTorch(string name)
    {
        using var golden = new GoldenFile("optimizers");
        var model = Started(golden, name, DType.Float64);
        var optimizer = Rules[name](model);
        for (var step = 1; step <= 5; step++)
            optimizer.Step(GradientsOf(golden, model, step));
        var state = optimizer.SaveState().ToDictionary(s => s.Name, s => s.Value);
        GoldenFile.AssertClose(golden[$"{name}/mean.a"], state["a.0"], 1e-14, name);
        GoldenFile.AssertClose(golden[$"{name}/mean.b"], state["b.0"], 1e-14, name);
    }

    [Fact]
    public void MicroBatchesEqualOneStepByTheMean()
    {
        using var golden = new GoldenFile("optimizers");
        var (model, again) = (Started(golden, "adam", DType.Float64), Started(golden, "adam", DType.Float64));
        var whole = new Adam(model);
        var divided = new Adam(again) { MicroBatches = 2 };
        for (var step = 1; step <= 3; step += 2)
        {
            // b is not used in step 2
            divided.Step(GradientsOf(golden, again, step));
            if (step == 3)
            {
                var resumed = new Adam(again) { MicroBatches = 2 };
                resumed.LoadState(divided.SaveState().ToDictionary(s => s.Name, s => s.Value));
                divided = resumed;
            }

            divided.Step(GradientsOf(golden, again, step + 1));
            whole.Step((0.5 * (Loss(golden, model, step) + Loss(golden, model, step + 1))).Backward());
            Assert.Equal((whole.Steps, step + 1), (divided.Steps, (int)again.Step));
        }

        GoldenFile.AssertClose(model.A, again.A, 1e-13, "a");
        GoldenFile.AssertClose(model.B, again.B, 1e-13, "b");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GoesOnFromSavedStateAsIfNeverStopped(string name)
    {
        using var golden = Golden(name);
        var (model, again) = (Started(golden, name, DType.Float64), Started(golden, name, DType.Float64));
        var optimizer = Made(name, model);
        for (var step = 1; step <= 3; step++)
            optimizer.Step(GradientsOf(golden, model, step));

        again.LoadTensors(model.SaveTensors());
        var resumed = Made(name, again);
        resumed.LoadState(optimizer.SaveState().ToDictionary(s => s.Name, s => s.Value));
        Assert.Equal((3, 3), (resumed.Steps, again.Step));
        for (var step = 4; step <= 5; step++)
        {
            optimizer.Step(GradientsOf(golden, model, step));
            resumed.Step(GradientsOf(golden, again, step));
        }

        Assert.Equal(model.A.Value.ToArray<double>(), again.A.Value.ToArray<double>());
        Assert.Equal(model.B.Value.ToArray<double>(), again.B.Value.ToArray<double>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void StepsAllocateNothing(string name)
    {
        using var golden = Golden(name);
        var model = Started(golden, name, DType.Float32);
        var optimizer = Made(name, model);
        var gradients = GradientsOf(golden, model, 1);
        // Code that is not yet optimised may allocate, so the least of many rounds counts.
        Assert.Equal(0, Enumerable.Range(0, 200).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 5; i++)
                optimizer.Step(gradients);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    [Fact]
    public void FrozenParametersStay()
    {
        var model = new Pair();
        model.Initialize();
        model.A.Frozen = true;
        var before = (model.A.Value.ToArray<float>(), model.B.Value.ToArray<float>());
        var loss = model.A.Value.Square().Sum() + model.B.Value.Square().Sum();
        new Adam(model).Step(loss.Backward());
        Assert.Equal(before.Item1, model.A.Value.ToArray<float>());
        Assert.NotEqual(before.Item2, model.B.Value.ToArray<float>());
    }

    [Fact]
    public void StateFollowsTheModelToAnotherType()
    {
        var model = new Pair();
        var optimizer = new Adam(model);
        optimizer.Step(model.A.Value.Square().Sum().Backward());
        model.To(DType.Float64);
        optimizer.Step(model.A.Value.Square().Sum().Backward());
        Assert.All(optimizer.SaveState().Where(s => s.Name.StartsWith("a.", StringComparison.Ordinal) && s.Name != "a.steps"),
            s => Assert.Equal(DType.Float64, s.Value.DType));
    }

    [Fact]
    public void StateThatDoesNotFitIsRefusedAndNothingChanges()
    {
        var model = new Pair();
        var optimizer = new Sgd(model, 0.1, momentum: 0.9);
        optimizer.Step(model.A.Value.Sum().Backward());
        var saved = optimizer.SaveState().ToDictionary(s => s.Name, s => s.Value);
        saved["a.0"] = Tensor.Zeros([2]);
        saved["steps"] = Tensor.Scalar(7, DType.Int64);
        var error = Assert.Throws<ArgumentException>(() => optimizer.LoadState(saved));
        Assert.Equal("Sgd: the saved state must hold a tensor a.0 of shape (3, 7), got (2).", error.Message);
        Assert.Equal(1, optimizer.Steps);
    }

    [Theory]
    [InlineData("Sgd: the learning rate must be at least 0, got -1.")]
    [InlineData("Sgd: Nesterov's step needs momentum above 0, got 0.")]
    [InlineData("Adam: beta2 must be in [0, 1), got 1.")]
    [InlineData("AdamW: the weight decay must be at least 0, got -0.1.")]
    [InlineData("Adafactor: the largest root mean square must be above 0, got 0.")]
    [InlineData("Muon: b must be a matrix or belong to the rest, got shape (5).")]
    public void SettingsOutOfRangeAreRefused(string message)
    {
        var model = new Pair();
        var error = Assert.Throws<ArgumentException>(() => message switch
        {
            _ when message.Contains("Adafactor", StringComparison.Ordinal) => (Optimizer)new Adafactor(model, clip: 0),
            _ when message.Contains("Muon", StringComparison.Ordinal) => new Muon(model, rest: new(p => p.Shape.Rank > 1)),
            _ when message.Contains("rate", StringComparison.Ordinal) => new Sgd(model, -1),
            _ when message.Contains("Nesterov", StringComparison.Ordinal) => new Sgd(model, 0.1, nesterov: true),
            _ when message.Contains("beta2", StringComparison.Ordinal) => new Adam(model, beta2: 1),
            _ => new AdamW(model, weightDecay: -0.1),
        });
        Assert.Equal(message, error.Message);
    }

    // A loss that is linear in the parameters has just these gradients.
    static Gradients GradientsOf(GoldenFile golden, Pair model, int step) => Loss(golden, model, step).Backward();

    static Tensor Loss(GoldenFile golden, Pair model, int step)
    {
        var dtype = model.A.Value.DType;
        var loss = (model.A.Value * golden[$"g.a.{step}"].To(dtype)).Sum();
        if (golden.Has($"g.b.{step}"))
            loss += (model.B.Value * golden[$"g.b.{step}"].To(dtype)).Sum();
        if (model.C is { } c)
            loss += (c.Value * golden[$"g.c.{step}"].To(dtype)).Sum();
        return loss;
    }

    static GoldenFile Golden(string name) => new(Restated.ContainsKey(name) ? "optimizers_more" : "optimizers", typeof(OptimizerTests).Assembly);

    // LAMB has no golden file but a loop, in PlainLoopTests.
    static GradientOptimizer Made(string name, Module model) =>
        name == "lamb" ? new Lamb(model) : (Rules.GetValueOrDefault(name) ?? Restated[name])(model);

    static Pair Started(GoldenFile golden, string name, DType dtype)
    {
        var first = golden.Under($"{(name == "lamb" ? "adam" : name)}/p.").Where(t => t.Key.EndsWith(".0", StringComparison.Ordinal))
            .ToDictionary(t => t.Key[..^2], t => t.Value);
        var model = new Pair(first.ContainsKey("c"));
        model.To(dtype);
        model.LoadTensors(first);
        return model;
    }

    sealed class Pair(bool third = false) : Module<Tensor, Tensor>
    {
        public Parameter A { get; } = new([3, 7], Init.Normal());

        public Parameter B { get; } = new([5], Init.Normal());

        public Parameter? C { get; } = third ? new([6, 2, 2], Init.Normal()) : null;

        protected override Tensor Forward(Tensor input) => input;
    }
}
