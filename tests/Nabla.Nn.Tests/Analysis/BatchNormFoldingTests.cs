using Nabla.Testing;

namespace Nabla.Nn.Tests.Analysis;

/// <summary>Batch norms folded into the layers before them: the same outputs, PyTorch's weights, and nothing folded that must not be.</summary>
public class BatchNormFoldingTests
{
    // With statistics and affine parts that are not the first ones.
    static Sequential Made(params Module<Tensor, Tensor>[] layers)
    {
        var model = new Sequential(layers);
        model.Initialize(3);
        model.To(DType.Float64);
        foreach (var (number, norm) in model.Modules().Select(m => m.Module).OfType<BatchNorm>().Index())
        {
            norm.RunningMean.Load(GradCheck.Values(norm.RunningMean.Shape, -1, 1, number));
            norm.RunningVar.Load(GradCheck.Values(norm.RunningVar.Shape, 0.2, 3, number + 10));
            norm.Weight?.Load(GradCheck.Values(norm.RunningMean.Shape, -2, 2, number + 20));
            norm.Bias?.Load(GradCheck.Values(norm.RunningMean.Shape, -2, 2, number + 30));
        }

        return model;
    }

    static Sequential Net() => Made(
        Conv.Of2d(3, 6, 3, bias: false), new BatchNorm(6), new Relu(), Conv.Of2d(6, 4, 1, groups: 2), new BatchNorm(4, affine: false),
        ConvTranspose.Of2d(4, 6, 2, stride: 2, groups: 2), new BatchNorm(6), new GlobalAveragePool(), new Linear(6, 5, bias: false), new BatchNorm(5));

    [Fact]
    public void OutputsStayAndNormsReturnTheirInput()
    {
        var model = Net();
        var x = GradCheck.Values([2, 6, 6, 3], -1, 1, 5);
        var before = model.Predict(x);
        Assert.Equal(["1", "4", "6", "9"], model.FoldBatchNorms([6, 6, 3]));
        GoldenFile.AssertClose(before, model.Predict(x), 1e-13, "folded");
        Assert.Empty(model.FoldBatchNorms([6, 6, 3]));
        Assert.Equal("Conv2d(3 → 6, 3×3)", $"{model.Layers[0]}");
        Assert.Equal("Linear(6 → 5)", $"{model.Layers[8]}");
        var image = GradCheck.Values([1, 2, 2, 6], -1, 1, 5);
        Assert.Same(image, model.Layers[1].Predict(image));

        // A file of it means the same to a model that is not folded, if that has the biases.
        var plain = Made(
            Conv.Of2d(3, 6, 3), new BatchNorm(6), new Relu(), Conv.Of2d(6, 4, 1, groups: 2), new BatchNorm(4, affine: false),
            ConvTranspose.Of2d(4, 6, 2, stride: 2, groups: 2), new BatchNorm(6), new GlobalAveragePool(), new Linear(6, 5), new BatchNorm(5));
        plain.LoadTensors(model.SaveTensors());
        GoldenFile.AssertClose(before, plain.Predict(x), 1e-13, "loaded");
    }

    [Fact]
    public void WhatOthersReadOrUseStays()
    {
        var shared = Conv.Of2d(2, 2, 3, padding: 1);
        Assert.Empty(Made(shared, new BatchNorm(2), shared).FoldBatchNorms([4, 4, 2]));
        Assert.Empty(Made(Conv.Of2d(2, 2, 3), new Residual(new BatchNorm(2))).FoldBatchNorms([4, 4, 2]));
        Assert.Empty(Made(Conv.Of2d(2, 2, 3), new Relu(), new BatchNorm(2)).FoldBatchNorms([4, 4, 2]));
        Assert.Empty(Made(new BatchNorm(2), Conv.Of2d(2, 2, 3)).FoldBatchNorms([4, 4, 2]));
        Assert.Empty(Made(new WeightNorm(Conv.Of2d(2, 2, 3)), new BatchNorm(2)).FoldBatchNorms([4, 4, 2]));
        Assert.Equal(["0.inner.1"], Made(new Residual(new Sequential(Conv.Of2d(2, 2, 1), new BatchNorm(2)))).FoldBatchNorms([4, 4, 2]));
    }

    [Fact]
    public void AFunctionCapturedBeforeGivesTheSame()
    {
        var model = Net();
        model.Eval();
        var function = Captured.Function(inputs => [model.Call(inputs[0])]);
        var x = GradCheck.Values([2, 6, 6, 3], -1, 1, 5);
        var before = function.Run(x).Outputs[0].ToArray<double>();
        model.FoldBatchNorms([6, 6, 3]);
        GoldenFile.AssertClose(Tensor.From<double>(before, [2, 5]), function.Run(x).Outputs[0], 1e-13, "captured");
    }

    public static TheoryData<string, Func<Module<Tensor, Tensor>>, int> Rows => new()
    {
        { "conv", () => Conv.Of2d(4, 6, 3, groups: 2, bias: false), 6 },
        { "conv with bias", () => Conv.Of1d(3, 5, 2), 5 },
        { "transposed", () => ConvTranspose.Of2d(4, 6, 2, stride: 2, bias: false), 6 },
    };

    [Theory, MemberData(nameof(Rows))]
    public void WeightsAreThoseOfPyTorch(string name, Func<Module<Tensor, Tensor>> create, int outputs)
    {
        using var golden = new GoldenFile("composed");
        var model = new Sequential(("conv", create()), ("norm", new BatchNorm(outputs, epsilon: 1e-3)));
        model.To(DType.Float64);
        model.LoadTensors(golden.Under($"fused {name}/").Where(t => t.Key.Contains('.', StringComparison.Ordinal)).ToDictionary());
        Tensor Read(string key) => golden[$"fused {name}/{key}"] is { Rank: > 2 } x ? x.Permute([0, .. Enumerable.Range(2, x.Rank - 2), 1]) : golden[$"fused {name}/{key}"];

        var x = Read("x").Contiguous();
        model.FoldBatchNorms(x.Shape.Remove(0));
        GoldenFile.AssertClose(golden[$"fused {name}/weight"], model.SaveTensors()["conv.weight"], 1e-15, $"fused {name}: weight");
        GoldenFile.AssertClose(golden[$"fused {name}/bias"], model.SaveTensors()["conv.bias"], 1e-15, $"fused {name}: bias");
        GoldenFile.AssertClose(Read("y").Contiguous(), model.Predict(x), 1e-13, $"fused {name}: output");
    }
}
