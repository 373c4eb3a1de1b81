using Nabla.Kernels;

namespace Nabla.Nn.Tests;

public class CaptureTests
{
    static Sequential Network() => new(
        Conv.Of2d(1, 4, 3, padding: 1), new Relu(), new MaxPool(2), new Flatten(), new Linear(4 * 4 * 4, 8), new Tanh(), new Linear(8, 3));

    static (Tensor X, Tensor Y) Batch(int step, int count = 5) =>
        (new Rng(1, "x", step).Normal([count, 8, 8, 1]), (new Rng(1, "y", step).Uniform([count]) * 3).To(DType.Int64));

    [Fact]
    public void ACapturedTrainingHasTheBitsOfTheEagerOne()
    {
        Sequential eager = Network(), replayed = Network();
        eager.Initialize(3);
        replayed.Initialize(3);
        GradientOptimizer one = new Adam(eager), two = new Adam(replayed);
        var step = Captured.Step(inputs => [replayed.Call(inputs[0]).CrossEntropy(inputs[1])]);
        for (var i = 0; i < 6; i++)
        {
            var (x, y) = Batch(i, count: i == 3 ? 2 : 5);      // the fourth batch is smaller: captured anew
            var loss = eager.Call(x).CrossEntropy(y);
            one.Step(loss.Backward());
            var run = step.Run(x, y);
            two.Step(run.Gradients!);
            Assert.Equal(loss.Item(), run.Outputs[0].Item());
        }

        foreach (var ((_, a), (_, b)) in eager.Parameters().Zip(replayed.Parameters()))
            Assert.Equal(a.Value.ToArray<float>(), b.Value.ToArray<float>());
    }

    // One small network of each kind, with its input.
    public static TheoryData<string, Func<Module<Tensor, Tensor>>, Tensor> Kinds => new()
    {
        { "convolution", Network, Batch(0).X },
        { "perceptron", () => new Sequential(new Linear(6, 8), new Relu(), new Linear(8, 3)), new Rng(1).Normal([5, 6]) },
        {
            "batch norm", () => new Sequential(
                Conv.Of2d(1, 4, 3, padding: 1, bias: false), new BatchNorm(4), new Relu(), new GlobalAveragePool(), new Linear(4, 3)), Batch(0).X
        },
        { "depthwise", () => new Sequential(Conv.Of2d(1, 4, 1), Conv.Of2d(4, 4, 3, groups: 4), new Relu6(), new Flatten(), new Linear(144, 3)), Batch(0).X },
        { "transposed", () => new Sequential(ConvTranspose.Of2d(1, 2, 2, 2), new Gelu(), new Flatten(), new Linear(512, 3)), Batch(0).X },
        { "dropout", () => new Sequential(new Flatten(), new Linear(64, 8), new Dropout(0.5), new Linear(8, 3)), Batch(0).X },
        { "lstm", () => new Sequential(new Lstm(3, 4), new Flatten(), new Linear(24, 3)), new Rng(1).Normal([5, 6, 3]) },
        { "gru", () => new Sequential(new Gru(3, 4), new Flatten(), new Linear(24, 3)), new Rng(1).Normal([5, 6, 3]) },
        { "transformer", () => new Sequential(new TransformerBlock(8, 2, causal: true), new Flatten(), new Linear(48, 3)), new Rng(1).Normal([5, 6, 8]) },
        { "embedding", () => new Sequential(new Embedding(7, 4), new Flatten(), new Linear(24, 3)), (new Rng(1).Uniform([5, 6]) * 7).To(DType.Int64) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AReplayAllocatesNothing(string kind, Func<Module<Tensor, Tensor>> build, Tensor x)
    {
        var model = build();
        var optimizer = new Adam(model);
        var step = Captured.Step(inputs => [model.Call(inputs[0]).CrossEntropy(inputs[1])]);
        var y = Batch(0).Y;
        for (var i = 0; i < 200; i++)
            optimizer.Step(step.Run(x, y).Gradients!);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            optimizer.Step(step.Run(x, y).Gradients!);
        Assert.Equal((kind, 0), (kind, GC.GetAllocatedBytesForCurrentThread() - before));
    }

    [Fact]
    public void NewParameterMemoryIsSeen()
    {
        var model = new Linear(2, 1);
        var step = Captured.Step(inputs => [model.Call(inputs[0]).Mean()]);
        var x = Tensor.Ones([1, 2]);
        step.Run(x);
        model.Weight.Load(Tensor.Full([1, 2], 3));
        model.Bias!.Load(Tensor.Zeros([1]));
        Assert.Equal(6, step.Run(x).Outputs[0].Item());
    }

    [Fact]
    public void ReadingAValueInsideIsAClearError()
    {
        var step = Captured.Function(inputs => [inputs[0] * inputs[0].Sum().Item()]);
        var e = Assert.Throws<CaptureException>(() => step.Run(Tensor.Ones([2])));
        Assert.StartsWith("Inside a captured step", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOptimiserStepInsideIsAClearError()
    {
        var model = new Linear(2, 1);
        var optimizer = new Adam(model);
        var step = Captured.Function(inputs =>
        {
            using (Autograd.Resume())
                optimizer.Step(model.Call(inputs[0]).Mean().Backward());
            return [];
        });
        Assert.Throws<CaptureException>(() => step.Run(Tensor.Ones([1, 2])));
    }

    [Fact]
    public void ElementWiseCallsThatFollowEachOtherBecomeOne()
    {
        static Tensor Chain(Tensor u, Tensor v) => (u * v + u).Gelu() * 2 - v;
        Tensor u = new Rng(1).Normal([1003]), v = new Rng(2).Normal([1003]);
        var run = Captured.Function(inputs => [Chain(inputs[0], inputs[1])]).Run(u, v);
        Assert.Equal(1, run.KernelCalls);
        Assert.Equal(Chain(u, v).ToArray<float>(), run.Outputs[0].ToArray<float>());
    }

    [Fact]
    public void AValueThatIsReadTwiceOrReturnedIsNotFusedAway()
    {
        var x = new Rng(1).Normal([37]);
        var run = Captured.Function(inputs =>
        {
            var twice = inputs[0] * 2;
            var y = twice.Exp();
            return [y + twice, y];
        }).Run(x);
        Assert.Equal(((x * 2).Exp() + x * 2).ToArray<float>(), run.Outputs[0].ToArray<float>());
        Assert.Equal((x * 2).Exp().ToArray<float>(), run.Outputs[1].ToArray<float>());
    }

    [Fact]
    public void DropoutInACapturedStepDrawsTheMasksOfTheEagerOne()
    {
        Sequential eager = new(new Linear(6, 5), new Dropout(0.5)), replayed = new(new Linear(6, 5), new Dropout(0.5));
        eager.Initialize(4);
        replayed.Initialize(4);
        var x = new Rng(3).Normal([4, 6]);
        var step = Captured.Step(inputs => [replayed.Call(inputs[0]).Sum()]);
        var losses = new HashSet<double>();
        for (var i = 0; i < 4; i++)
        {
            eager.Step = replayed.Step = step.StepNumber = i;
            var loss = eager.Call(x).Sum().Item();
            Assert.Equal(loss, step.Run(x).Outputs[0].Item());
            losses.Add(loss);
        }

        Assert.Equal(4, losses.Count);
    }

    [Fact]
    public void ABufferThatWasWrittenToIsSeenAsInput()
    {
        var buffer = new Buffer([2]);
        var twice = Captured.Function(inputs => [inputs[0] * 2]);
        for (var i = 0; i < 3; i++)
        {
            buffer.Load(Tensor.Full([2], i));
            Assert.Equal([2f * i, 2f * i], twice.Run(buffer).Outputs[0].ToArray<float>());
        }
    }

    [Fact]
    public void InputsMayBeViewsWithGapsAndResultsOfTheLastRun()
    {
        var sums = Captured.Function(inputs => [inputs[0] + inputs[1], inputs[1]]);
        var x = Tensor.Of([[1f, 2f], [3f, 4f]]);
        var run = sums.Run(x.T, x);
        Assert.Equal([2, 5, 5, 8], run.Outputs[0].ToArray<float>());
        run = sums.Run(x.T, run.Outputs[0]);
        Assert.Equal([3, 8, 7, 12], run.Outputs[0].ToArray<float>());
        run = sums.Run(run.Outputs[0], run.Outputs[1]);
        Assert.Equal([5, 13, 12, 20], run.Outputs[0].ToArray<float>());
        Assert.Equal([2, 5, 5, 8], run.Outputs[1].ToArray<float>());
    }

    [Fact]
    public void AnInnerValueCannotBeReadAfterTheStep()
    {
        Tensor? inner = null, input = null;
        var step = Captured.Function(inputs => [(inner = (input = inputs[0]).MatMul(inputs[0])).Sum()]);
        for (var i = 0; i < 2; i++)
        {
            step.Run(Tensor.Ones([2, 2]));
            Assert.Contains("inner value of a captured step", Assert.Throws<ObjectDisposedException>(() => inner!.ToArray<float>()).Message,
                StringComparison.Ordinal);
            Assert.Throws<ObjectDisposedException>(() => input!.ToArray<float>());
        }
    }

    [Fact]
    public void ASmallerShapeUsesTheSameMemory()
    {
        var step = Captured.Function(inputs => [inputs[0].MatMul(inputs[0].T).Softmax()]);
        var large = step.Run(Tensor.Ones([64, 3]));
        Assert.Equal(large.MemoryBytes, step.Run(Tensor.Ones([7, 3])).MemoryBytes);
        Assert.Equal(1f / 64, step.Run(Tensor.Ones([64, 3])).Outputs[0].ToArray<float>()[^1]);
        Assert.Same(large, step.Run(Tensor.Ones([64, 3])));
    }

    [Fact]
    public void ResultsOutliveTheRecording()
    {
        static Tensor Result() => Captured.Function(inputs => [inputs[0] * 3]).Run(Tensor.Ones([1000])).Outputs[0];
        var result = Result();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Tensor.Full([1000], -1);
        }

        Assert.All(result.ToArray<float>(), value => Assert.Equal(3, value));
    }

    [Fact]
    public void AReplacedGradientIsThereForOneStepOnly()
    {
        var model = new Linear(3, 2);
        var step = Captured.Step(inputs => [model.Call(inputs[0]).Square().Sum()]);
        for (var i = 1; i < 4; i++)
        {
            var x = Tensor.Full([2, 3], i);
            using var scope = new MemoryScope();
            var expected = model.Call(x).Square().Sum().Backward()[model.Weight].ToArray<float>();
            var gradients = step.Run(x).Gradients!;
            Assert.Equal(expected, gradients[model.Weight].ToArray<float>());
            gradients.ClipNorm(model, 1e-3);
            Assert.NotEqual(expected, gradients[model.Weight].ToArray<float>());
        }
    }

    [Fact]
    public void ConvertedAndFrozenPartsAreCapturedAnew()
    {
        var model = new Sequential(new Linear(2, 2), new BatchNorm(2));
        var step = Captured.Step(inputs => [model.Call(inputs[0]).Square().Sum()]);
        var x = new Rng(1).Normal([5, 2]);
        var first = step.Run(x);
        Assert.Same(first, step.Run(x));
        model.Layers[0].Frozen = true;
        var second = step.Run(x);
        Assert.NotSame(first, second);
        Assert.Null(second.Gradients!.Find(((Linear)model.Layers[0]).Weight));
        model.To(DType.Float64);
        Assert.Equal(DType.Float64, step.Run(x.To(DType.Float64)).Outputs[0].DType);
    }

    [Fact]
    public void MemoryOfItsOwnInsideIsAClearError()
    {
        var step = Captured.Function(inputs =>
        {
            using var scope = new MemoryScope();
            return [scope.Keep(inputs[0] * 2)];
        });
        Assert.Throws<CaptureException>(() => step.Run(Tensor.Ones([1])));
    }

    [Fact]
    public void AnElementWiseCallThatWritesABufferIsNotFusedAway()
    {
        var buffer = new Buffer([2]);
        var step = Captured.Function(inputs =>
        {
            Device.Cpu.Backend.Map(default(Negative), buffer, inputs[0]);
            return [buffer.Value * 2];
        });
        for (var i = 1; i < 4; i++)
        {
            Assert.Equal([-2f * i, -2f * i], step.Run(Tensor.Full([2], i)).Outputs[0].ToArray<float>());
            Assert.Equal([-i, -i], buffer.Value.ToArray<float>());
        }
    }

    readonly struct Negative : IMap
    {
        public static int Inputs => 1;

        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => -a;
    }
}
