namespace Nabla.Nn.Tests.Layers;

public class UnpoolingTests
{
    [Fact]
    public void UnpoolingUndoesPoolingWhereTheMaximaStood()
    {
        var x = Tensor.From<float>([1, 5, 2, 7, 3, 4, 8, 6, 9, 0, 1, 2], [1, 3, 4, 1]);
        var pool = new MaxPool((1, 2));
        var y = new MaxUnpool((1, 2)).Call(pool.CallWithPositions(x));
        Assert.Equal([0, 5, 0, 7, 0, 4, 8, 0, 9, 0, 0, 2], y.ToArray<float>());
    }

    [Fact]
    public void ItsSettingsArePrinted() =>
        Assert.Equal("MaxUnpool(3, stride 2, padding 1, to (5, 6))", new MaxUnpool(3, 2, 1, (5, 6)).ToString());
}
