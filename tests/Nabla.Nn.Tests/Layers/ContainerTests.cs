namespace Nabla.Nn.Tests.Layers;

public class ContainerTests
{
    static readonly Tensor X = new Rng(1).Uniform([2, 3], -1, 1);

    [Fact]
    public void BranchesAreWhatTheirLayersGiveOneBehindTheOtherOrAddedUp()
    {
        var (first, second) = (new Linear(3, 3), new Linear(3, 3));
        var concatenated = Branches.Concat(first, second).Predict(X);
        var summed = Branches.Sum(first, second).Predict(X);
        Assert.Equal(Tensor.Concat([first.Predict(X), second.Predict(X)]).ToArray<float>(), concatenated.ToArray<float>());
        Assert.Equal((first.Predict(X) + second.Predict(X)).ToArray<float>(), summed.ToArray<float>());
    }

    [Fact]
    public void ALayerOfADenseBlockSeesTheInputAndAllOutputsBeforeIt()
    {
        var (first, second) = (new Linear(3, 2), new Linear(5, 4));
        var y = new DenseBlock(first, second).Predict(X);
        var between = Tensor.Concat([X, first.Predict(X)]);
        Assert.Equal(Tensor.Concat([between, second.Predict(between)]).ToArray<float>(), y.ToArray<float>());
    }

    static Sequential Lazy() => new(new Linear(3, 4), new Tanh(), new Deferred(x => new Sequential(new Linear(x[-1], 5), new Dropout(0.5))));

    [Fact]
    public void ADeferredLayerHasTheNamesAndValuesOfOneThatWasThere()
    {
        var plain = new Sequential(new Linear(3, 4), new Tanh(), new Sequential(new Linear(4, 5), new Dropout(0.5)));
        var lazy = Lazy();
        foreach (var model in new[] { plain, lazy })
            model.Initialize(7);
        Assert.Equal(plain.Call(X).ToArray<float>(), lazy.Call(X).ToArray<float>());        // with the masks of dropout
        Assert.Equal(plain.Parameters().Select(p => (p.Path, p.Parameter.Shape)), lazy.Parameters().Select(p => (p.Path, p.Parameter.Shape)));
        Assert.Equal("2.0.weight", lazy.Parameters()[2].Path);
    }

    [Fact]
    public void ASummaryMakesDeferredLayersAndSeesThem()
    {
        var model = Lazy();
        var rows = Summary.Of(model, [3]).Rows;
        Assert.Contains(rows, r => r is { Path: "2.0", Layer: "Linear(4 → 5)", MultiplyAdds: 20 } && r.Output == Shape.Of([1, 5]));
        Assert.Equal(Summary.Of(model, [3]).Rows.Select(r => (r.Path, r.MultiplyAdds)), rows.Select(r => (r.Path, r.MultiplyAdds)));
        Assert.Equal(3 * 4 + 4 + 4 * 5 + 5, model.ParameterCount);
    }

    [Fact]
    public void ADeferredLayerIsMadeBeforeAnOptimiserAndTakesTheModelsMode()
    {
        var model = Lazy();
        Assert.Equal("Adam: the layer 2 is not made yet; call the model, or Summary.Of, before.", Assert.Throws<ArgumentException>(() => new Adam(model)).Message);
        Assert.Equal("Deferred(not made yet)", model.Layers[2].ToString());
        model.Eval();
        model.Layers[2].Frozen = true;
        model.To(DType.Float64);
        var seen = 0;
        using (model.Observe((_, _, _) => seen++))
            model.Call(X.To(DType.Float64));
        Assert.Equal(7, seen);
        model.Call(X.To(DType.Float64));
        Assert.Equal(7, seen);
        Assert.All(model.Modules(), m => Assert.False(m.Module.Training));
        Assert.True(model.Parameters()[2].Parameter is { Frozen: true, Value.DType: DType.Float64 });
        _ = new Adam(model);
    }

    [Fact]
    public void TwoLayersOfOneNameAreAnError() => Assert.Equal(
        "A container's layers must have different names, got a twice.",
        Assert.Throws<ArgumentException>(() => new Sequential(("a", new Relu()), ("a", new Tanh()))).Message);

    [Fact]
    public void BranchesWithoutALayerAreAnError() => Assert.Equal(
        "Branches: at least one layer is needed.",
        Assert.Throws<ArgumentException>(() => Branches.Sum(Array.Empty<Module<Tensor, Tensor>>())).Message);
}
