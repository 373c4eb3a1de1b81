using Nabla.Nn;
using Xunit;

namespace Nabla.Testing;

/// <summary>A layer as one row of a table: its constructor and its input. Every check runs on every row.</summary>
/// <param name="Printed">Its printed form.</param>
/// <param name="Create">Makes it anew.</param>
/// <param name="Input">Shape of an input.</param>
/// <param name="Output">Shape of the output for it.</param>
/// <param name="Tensors">Names and shapes in files of its parameters and buffers, in order: "weight (4, 3, 3, 3)".</param>
public sealed record LayerCase(
    string Printed, Func<Module<Tensor, Tensor>> Create, Shape Input, Shape Output, params string[] Tensors)
{
    /// <summary>Whether training gives another output than use.</summary>
    public bool DiffersInTraining { get; init; }

    /// <summary>If above 0, inputs are whole numbers below it.</summary>
    public int Symbols { get; init; }

    /// <summary>Highest derivative that is checked.</summary>
    public int Order { get; init; } = 2;

    public void HasShapes()
    {
        Assert.Equal(Output, Made().Call(Example()).Shape);
        Assert.Equal(Output, Made().Predict(Example()).Shape);
    }

    public void HasTensors()
    {
        var layer = Made();
        Assert.Equal(Tensors, layer.SaveTensors().Select(t => $"{t.Key} {t.Value.Shape}"));
        var trained = layer.Parameters().Select(p => p.Path).ToHashSet();
        Assert.Equal(layer.SaveTensors().Where(t => trained.Contains(t.Key)).Sum(t => t.Value.Length), layer.ParameterCount);
    }

    public void Prints() => Assert.Equal(Printed, Create().ToString());

    /// <summary>Derivatives by input and parameters agree with differences, in training and in use.</summary>
    public void Differentiates(bool training)
    {
        var first = Made(dtype: DType.Float64);
        Tensor[] inputs = [Example(DType.Float64), .. first.Parameters().Select(p => p.Parameter.Value.Detach())];
        GradCheck.Run(xs =>
        {
            var layer = Made(dtype: DType.Float64);
            if (!training)
                layer.Eval();
            foreach (var (i, (_, parameter)) in layer.Parameters().Index())
                parameter.Substitute(xs[i + 1]);
            return layer.Call(xs[0]);
        }, inputs, Order);
    }

    /// <summary>What was saved and loaded into another instance predicts the same bits.</summary>
    public void SurvivesAFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"nabla-{Guid.NewGuid():N}.safetensors");
        try
        {
            var (layer, other) = (Made(seed: 5), Made(seed: 6));
            layer.Call(Example());
            layer.Save(path);
            other.Load(path);
            AssertSame(layer.Predict(Example()), other.Predict(Example()));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A small step against the gradient lowers a loss.</summary>
    public void Learns()
    {
        var layer = Made();
        if (layer.ParameterCount == 0)
            return;
        layer.Eval();
        var target = GradCheck.Values(Output, -1, 1, 77).To(DType.Float32);
        Tensor Loss() => (layer.Call(Example()) - target).Square().Mean();
        var before = Loss();
        new Sgd(layer, 1e-2).Step(before.Backward());
        Assert.True(Loss().Item() < before.Item(), $"{Printed}: the loss went from {before.Item()} to {Loss().Item()}");
    }

    /// <summary>Training and use differ where declared, and only there.</summary>
    public void TrainsAsDeclared()
    {
        var trained = Made().Call(Example()).ToArray<float>();
        var used = Made().Predict(Example()).ToArray<float>();
        Assert.Equal(DiffersInTraining, !trained.SequenceEqual(used));
    }

    /// <summary>A captured step has the loss and the gradients of the eager one, bit for bit, also for inputs that the capture has not seen.</summary>
    public void RunsCaptured()
    {
        var (eager, captured) = (Made(), Made());
        var trained = eager.ParameterCount > 0;
        Func<Tensor[], Tensor[]> function = inputs => [captured.Call(inputs[0]).Square().Sum()];
        var step = trained ? Captured.Step(function) : Captured.Function(function);
        for (var number = 0; number < 3; number++)
        {
            var x = Example(seed: 9 + number);
            eager.Step = captured.Step = step.StepNumber = number;
            var loss = eager.Call(x).Square().Sum();
            var run = step.Run(x);
            AssertSame(loss, run.Outputs[0]);
            if (!trained)
                continue;
            var gradients = loss.Backward();
            foreach (var ((path, here), (_, there)) in eager.Parameters().Zip(captured.Parameters()))
                Assert.True(
                    gradients[here].ToArray<float>().SequenceEqual(run.Gradients![there].ToArray<float>()), $"{Printed}: gradient by {path} in step {number}");
        }
    }

    /// <summary>First values and outputs are the same for the same seed and path, parameters that are drawn differ for another path.</summary>
    public void FollowsSeedAndPath()
    {
        AssertSame(Made(seed: 3).Call(Example()), Made(seed: 3).Call(Example()));
        var pair = new Sequential(Create(), Create());
        pair.Initialize(3);
        foreach (var ((_, here), (path, there)) in pair.Layers[0].Parameters().Zip(pair.Layers[1].Parameters()))
            if (here.Value.ToArray<float>().Distinct().Count() > 1)
                Assert.False(here.Value.ToArray<float>().SequenceEqual(there.Value.ToArray<float>()), $"{path} is the same in both");
    }

    public override string ToString() => $"{Printed} of {Input}";

    Module<Tensor, Tensor> Made(ulong seed = 1, DType dtype = DType.Float32)
    {
        var layer = Create();
        layer.Initialize(seed);
        layer.To(dtype);
        return layer;
    }

    Tensor Example(DType dtype = DType.Float32, int seed = 9) =>
        Symbols > 0 ? GradCheck.Values(Input, 0, Symbols, seed).To(DType.Int64) : GradCheck.Values(Input, -2, 2, seed).To(dtype);

    static void AssertSame(Tensor expected, Tensor actual) => Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
}
