namespace Nabla.Nn.Tests;

public class ModuleTests
{
    sealed class Block(int size) : Module<Tensor, Tensor>
    {
        public Linear InProj { get; } = new(size, size);

        public IReadOnlyList<IReadOnlyList<Module<Tensor, Tensor>>> Branches { get; } = [[new Relu(), new Linear(size, size, bias: false)], [new Tanh()]];

        public Buffer RunningMean { get; } = new([size]);

        public IReadOnlyDictionary<string, Linear> Heads { get; } = new Dictionary<string, Linear> { ["boxes"] = new(size, 4, bias: false) };

        protected override Tensor Forward(Tensor input) => Branches[0][1].Call(Branches[0][0].Call(InProj.Call(input)));
    }

    sealed class Tied : Module<Tensor, Tensor>
    {
        public Linear First { get; } = new(3, 3, bias: false);

        public Module<Tensor, Tensor> Second => First;

        public Linear Alias { get; }

        public Tied() => Alias = First;

        protected override Tensor Forward(Tensor input) => Alias.Call(First.Call(input));
    }

    sealed class Scale(int features) : Module<Tensor, Tensor>
    {
        public Parameter Factor { get; } = new([features], Init.Constant(2));

        protected override Tensor Forward(Tensor input) => input * Factor;
    }

    sealed class Noise : Module<Tensor, Tensor>
    {
        protected override Tensor Forward(Tensor input) => Training ? input + Random().Uniform(input.Shape) : input;
    }

    [Fact]
    public void NamesAreThoseOfThePropertiesAsFilesSpellThem()
    {
        var model = new Sequential(new Block(2), new Linear(2, 1));
        Assert.Equal(["0.in_proj.weight", "0.in_proj.bias", "0.branches.0.1.weight", "0.heads.boxes.weight", "1.weight", "1.bias"], model.Parameters().Select(p => p.Path));
        Assert.Equal(["0.running_mean"], model.Buffers().Select(b => b.Path));
        Assert.Equal(["", "0", "0.in_proj", "0.branches.0.0", "0.branches.0.1", "0.branches.1.0", "0.heads.boxes", "1"], model.Modules().Select(m => m.Path));
    }

    [Fact]
    public void AParameterIsUsedLikeATensor() => Assert.Equal([2f, 4], new Scale(2).Call(Tensor.Of(1f, 2f)).ToArray<float>());

    [Fact]
    public void AModuleUsedTwiceCountsOnceAndTakesBothGradients()
    {
        var model = new Tied();
        Assert.Equal(9, model.ParameterCount);
        Assert.Equal(["first.weight"], model.Parameters().Select(p => p.Path));
        model.To(DType.Float64);
        var x = Tensor.Of([[1.0, 2.0, 3.0]]);
        var w = model.First.Weight.Value;
        var twice = x.MatMul(w.T).MatMul(w.T).Sum().Backward()[w].ToArray<double>();
        Assert.Equal(twice, model.Call(x).Sum().Backward()[w].ToArray<double>());
        model.Initialize(3);
        Assert.Equal("first", model.Alias.Path);
    }

    [Fact]
    public void ALayerUsedAloneTakesItsPlaceInALaterModel()
    {
        var layer = new Linear(2, 2);
        var alone = layer.Weight.Value.ToArray<float>();
        var model = new Sequential(new Linear(2, 2), layer);
        model.Call(Tensor.Zeros([1, 2]));
        Assert.Equal("1", layer.Path);
        Assert.Equal("1.weight", layer.Weight.Path);
        Assert.NotEqual(alone, layer.Weight.Value.ToArray<float>());
        var fresh = new Sequential(new Linear(2, 2), new Linear(2, 2));
        Assert.Equal("", ((Linear)fresh.Layers[1]).Weight.Path);
        fresh.Initialize();
        Assert.Equal(((Linear)fresh.Layers[1]).Weight.Value.ToArray<float>(), layer.Weight.Value.ToArray<float>());
    }

    [Fact]
    public void TrainedOrLoadedValuesStayWhenALayerMoves()
    {
        var (trained, loaded) = (new Linear(2, 2), new Linear(2, 2));
        new Sgd(trained, 0.5).Step(trained.Call(Tensor.Ones([1, 2])).Sum().Backward());
        loaded.Weight.Load(Tensor.Ones([2, 2]));
        var kept = trained.Weight.Value.ToArray<float>();
        new Sequential(trained, loaded).Call(Tensor.Zeros([1, 2]));
        Assert.Equal(kept, trained.Weight.Value.ToArray<float>());
        Assert.Equal([1f, 1, 1, 1], loaded.Weight.Value.ToArray<float>());
    }

    [Fact]
    public void APartOfAModelStaysItsPartInAnother()
    {
        var encoder = new Linear(2, 2);
        var model = new Sequential(new Relu(), encoder);
        model.Initialize(4);
        var before = encoder.Weight.Value.ToArray<float>();
        new Sequential(encoder, new Relu()).Predict(Tensor.Zeros([1, 2]));
        Assert.Equal("1", encoder.Path);
        Assert.Equal(before, encoder.Weight.Value.ToArray<float>());
    }

    [Fact]
    public void TheOrderOfUseDoesNotChangeFirstValues()
    {
        var (a, b) = (new Sequential(new Linear(2, 2), new Linear(2, 2)), new Sequential(new Linear(2, 2), new Linear(2, 2)));
        a.Initialize(7);
        b.Initialize(7);
        var last = ((Linear)b.Layers[1]).Weight.Value.ToArray<float>();
        Assert.Equal(((Linear)a.Layers[0]).Weight.Value.ToArray<float>(), ((Linear)b.Layers[0]).Weight.Value.ToArray<float>());
        Assert.Equal(((Linear)a.Layers[1]).Weight.Value.ToArray<float>(), last);
    }

    [Fact]
    public void FrozenPartsGetNoGradient()
    {
        var model = new Sequential(new Linear(2, 2), new Linear(2, 2));
        model.Layers[0].Frozen = true;
        var gradients = model.Call(Tensor.Ones([1, 2])).Sum().Backward();
        Assert.Null(gradients.Find(((Linear)model.Layers[0]).Weight));
        Assert.NotNull(gradients.Find(((Linear)model.Layers[1]).Weight));
        Assert.False(model.Layers[0].Training);
        model.Frozen = false;
        Assert.NotNull(model.Call(Tensor.Ones([1, 2])).Sum().Backward().Find(((Linear)model.Layers[0]).Weight));
    }

    [Fact]
    public void ErrorsInsideAModelBeginWithThePath()
    {
        var model = new Sequential(new Relu(), new Sequential(new Linear(4, 2)));
        var error = Assert.Throws<ShapeException>(() => model.Call(Tensor.Zeros([3, 5])));
        Assert.Equal("1.0: Linear(4 → 2): axis 1 of the input must be 4, got (3, 5).", error.Message);
        Assert.Equal("1.0", error.LayerPath);
    }

    [Fact]
    public void RandomNumbersFollowSeedPathStepAndCall()
    {
        var x = Tensor.Zeros([4]);
        float[] Draw(Sequential model, int layer) => model.Layers[layer].Call(x).ToArray<float>();
        Sequential Made(ulong seed)
        {
            var model = new Sequential(new Noise(), new Noise());
            model.Initialize(seed);
            return model;
        }

        var one = Made(1);
        float[][] drawn = [Draw(one, 0), Draw(one, 0), Draw(one, 1)];
        one.Step = 1;
        drawn = [.. drawn, Draw(one, 0), Draw(Made(2), 0)];
        for (var i = 0; i < drawn.Length; i++)
            for (var j = 0; j < i; j++)
                Assert.NotEqual(drawn[i], drawn[j]);

        var again = Made(1);
        again.Step = 1;
        Assert.Equal(drawn[3], Draw(again, 0));
        again.Step = 0;
        Assert.Equal(drawn[0], Draw(again, 0));
        Assert.Equal(drawn[1], Draw(again, 0));
    }

    [Fact]
    public void PredictingInOneThreadDoesNotDisturbTrainingInAnother()
    {
        var model = new Sequential(new Noise());
        using var inside = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        using var watch = model.Observe((_, _, _) =>
        {
            if (Environment.CurrentManagedThreadId == predictor && !inside.IsSet)
            {
                inside.Set();
                done.Wait();
            }
        });
        var thread = new Thread(() =>
        {
            predictor = Environment.CurrentManagedThreadId;
            predicted = model.Predict(Tensor.Zeros([2])).ToArray<float>();
        });
        thread.Start();
        inside.Wait();
        Assert.True(model.Training);
        Assert.NotEqual([0f, 0], model.Layers[0].Call(Tensor.Zeros([2])).ToArray<float>());
        done.Set();
        thread.Join();
        Assert.Equal([0f, 0], predicted!);
    }

    int predictor;
    float[]? predicted;

    [Fact]
    public void PredictingRemembersNothingAndEvalReachesAllParts()
    {
        var model = new Sequential(new Sequential(new Noise(), new Linear(2, 2)));
        Assert.False(model.Predict(Tensor.Zeros([1, 2])).IsTracked);
        Assert.True(model.Training);
        model.Eval();
        Assert.All(model.Modules(), m => Assert.False(m.Module.Training));
        model.Train();
        Assert.All(model.Modules(), m => Assert.True(m.Module.Training));
    }

    [Fact]
    public void ObserversSeeEachLayerUntilDisposed()
    {
        var model = new Sequential(new Relu(), new Sequential(new Tanh()));
        var seen = new List<string>();
        using (model.Observe((layer, _, output) => seen.Add($"{layer} {((Tensor)output!).Shape}")))
            model.Call(Tensor.Zeros([2]));
        model.Call(Tensor.Zeros([2]));
        Assert.Equal(["Relu() (2)", "Tanh() (2)", "Sequential(1 layers) (2)", "Sequential(2 layers) (2)"], seen);
    }

    [Fact]
    public void ConversionKeepsTheValues()
    {
        var model = new Sequential(new Linear(3, 2));
        model.Initialize(2);
        var before = ((Linear)model.Layers[0]).Weight.Value.ToArray<float>();
        model.To(DType.Float64);
        Assert.Equal(before, ((Linear)model.Layers[0]).Weight.Value.ToArray<double>().Select(v => (float)v));
        Assert.Equal("A model's parameters are float32 or float64, not int64.",
            Assert.Throws<ArgumentException>(() => model.To(DType.Int64)).Message);
    }
}
