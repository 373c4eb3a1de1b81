using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Weights that are computed from others: what they promise, and taking the computation away.</summary>
public class ComputedWeightTests
{
    public static TheoryData<string, Func<Module<Tensor, Tensor>, Module<Tensor, Tensor>>, Action<Module>> Wrappers => new()
    {
        { "WeightNorm", inner => new WeightNorm(inner), m => ((WeightNorm)m).Remove() },
        { "SpectralNorm", inner => new SpectralNorm(inner), m => ((SpectralNorm)m).Remove() },
        { "OrthogonalWeight", inner => new OrthogonalWeight(inner), m => ((OrthogonalWeight)m).Remove() },
    };

    [Theory, MemberData(nameof(Wrappers))]
    public void RemovalLeavesThePlainLayerWithTheSameOutputs(string name, Func<Module<Tensor, Tensor>, Module<Tensor, Tensor>> wrap, Action<Module> remove)
    {
        var model = new Sequential(new Tanh(), wrap(Conv.Of2d(2, 3, 3)));
        model.Initialize(4);
        model.To(DType.Float64);
        var x = GradCheck.Values([2, 5, 5, 2], -1, 1, 3);
        model.Call(x);
        var before = model.Predict(x).ToArray<double>();

        remove(model.Layers[1]);
        remove(model.Layers[1]);
        var plain = new Sequential(new Tanh(), Conv.Of2d(2, 3, 3));
        Assert.Equal(before, model.Predict(x).ToArray<double>());
        Assert.Equal(plain.Parameters().Select(p => p.Path), model.Parameters().Select(p => p.Path));
        Assert.Equal($"{plain.Layers[1]}", $"{model.Layers[1]}");
        plain.To(DType.Float64);
        plain.LoadTensors(model.SaveTensors());
        Assert.Equal(before, plain.Predict(x).ToArray<double>());
        Assert.True(model.Call(x).Sum().Backward().Find(model.Parameters().Single(p => p.Path == "1.weight").Parameter.Value) is not null, $"{name}: weight");
    }

    [Theory]
    [InlineData(3, 40)]
    [InlineData(40, 3)]
    [InlineData(33, 33)]
    [InlineData(1, 5)]
    public void AnOrthogonalWeightStaysOrthogonalWhateverTrainingDoes(int inputs, int outputs)
    {
        var linear = new Linear(inputs, outputs);
        var layer = new OrthogonalWeight(linear);
        layer.Initialize(2);
        layer.To(DType.Float64);
        for (var step = 0; step < 3; step++)
        {
            var w = linear.Weight.Value.Detach();
            var product = outputs >= inputs ? w.T.MatMul(w) : w.MatMul(w.T);
            GoldenFile.AssertClose(Tensor.Identity(Math.Min(inputs, outputs), DType.Float64), product, 1e-13, $"step {step}");
            layer.WeightOrig!.Load(GradCheck.Values([outputs, inputs], -3, 3, step));
        }
    }

    // All orthogonal matrices are equally likely at first: means 0 and mean squares 1/n of each element within 5 deviations, also of the trace.
    [Fact]
    public void FirstOrthogonalWeightsAreSpreadEvenly()
    {
        const int Draws = 2000, Size = 3;
        double[] sums = new double[Size * Size], squares = new double[Size * Size];
        double trace = 0, traceSquare = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var linear = new Linear(Size, Size);
            new OrthogonalWeight(linear).Initialize((ulong)draw);
            var w = linear.Weight.Value.ToArray<float>();
            for (var i = 0; i < w.Length; i++)
                (sums[i], squares[i]) = (sums[i] + w[i], squares[i] + w[i] * w[i]);
            var sum = (double)w[0] + w[4] + w[8];
            (trace, traceSquare) = (trace + sum, traceSquare + sum * sum);
        }

        Assert.All(sums, sum => Assert.Equal(0, sum / Draws, 5 * Math.Sqrt(1.0 / 3 / Draws)));
        Assert.All(squares, square => Assert.Equal(1.0 / 3, square / Draws, 5 * Math.Sqrt(0.09 / Draws)));      // E w⁴ − 1/9 = 1/5 − 1/9
        Assert.Equal(0, trace / Draws, 5 / Math.Sqrt(Draws));               // E tr = 0, E tr² = 1
        Assert.Equal(1, traceSquare / Draws, 5 * Math.Sqrt(2.0 / Draws));   // E tr⁴ − 1 ≤ 2
    }
}
