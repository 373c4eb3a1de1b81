using Nabla.Testing;

namespace Nabla.Nn.Tests.Optimizers;

public class OptimizerTests
{
    static readonly Dictionary<string, Func<Module, Optimizer>> Rules = new()
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

    public static TheoryData<string, DType> Cases => GoldenFile.Cases(Rules.Keys);

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void FiveStepsEqualPyTorch(string name, DType dtype)
    {
        // A step is some ten roundings of each number; nothing is summed.
        var tolerance = dtype == DType.Float64 ? 1e-14 : 1e-6;
        using var golden = new GoldenFile("optimizers");
        var model = Started(golden, name, dtype);
        var optimizer = Rules[name](model);
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
        using var golden = new GoldenFile("optimizers");
        var (model, again) = (Started(golden, name, DType.Float64), Started(golden, name, DType.Float64));
        var optimizer = Rules[name](model);
        for (var step = 1; step <= 3; step++)
            optimizer.Step(GradientsOf(golden, model, step));

        again.LoadTensors(model.SaveTensors());
        var resumed = Rules[name](again);
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
        using var golden = new GoldenFile("optimizers");
        var model = Started(golden, name, DType.Float32);
        var optimizer = Rules[name](model);
        var gradients = GradientsOf(golden, model, 1);
        for (var i = 0; i < 3; i++)
            optimizer.Step(gradients);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            optimizer.Step(gradients);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
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
        Assert.Equal("Sgd: the saved state has no tensor a.0 of shape (3, 7).", error.Message);
        Assert.Equal(1, optimizer.Steps);
    }

    [Theory]
    [InlineData("Sgd: the learning rate must be at least 0, got -1.")]
    [InlineData("Sgd: Nesterov's step needs momentum above 0, got 0.")]
    [InlineData("Adam: beta2 must be in [0, 1), got 1.")]
    [InlineData("AdamW: the weight decay must be at least 0, got -0.1.")]
    public void SettingsOutOfRangeAreRefused(string message)
    {
        var model = new Pair();
        var error = Assert.Throws<ArgumentException>(() => message switch
        {
            _ when message.Contains("rate", StringComparison.Ordinal) => (Optimizer)new Sgd(model, -1),
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
        return loss;
    }

    static Pair Started(GoldenFile golden, string name, DType dtype)
    {
        var model = new Pair();
        model.To(dtype);
        model.LoadTensors(new Dictionary<string, Tensor> { ["a"] = golden[$"{name}/p.a.0"], ["b"] = golden[$"{name}/p.b.0"] });
        return model;
    }

    sealed class Pair : Module<Tensor, Tensor>
    {
        public Parameter A { get; } = new([3, 7], Init.Normal());

        public Parameter B { get; } = new([5], Init.Normal());

        protected override Tensor Forward(Tensor input) => input;
    }
}
