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

    [Fact]
    public void TwoLayersOfOneNameAreAnError() => Assert.Equal(
        "A container's layers must have different names, got a twice.",
        Assert.Throws<ArgumentException>(() => new Sequential(("a", new Relu()), ("a", new Tanh()))).Message);

    [Fact]
    public void BranchesWithoutALayerAreAnError() => Assert.Equal(
        "Branches: at least one layer is needed.",
        Assert.Throws<ArgumentException>(() => Branches.Sum(Array.Empty<Module<Tensor, Tensor>>())).Message);
}
