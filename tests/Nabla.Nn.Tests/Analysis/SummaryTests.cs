namespace Nabla.Nn.Tests.Analysis;

public class SummaryTests
{
    readonly Sequential model = new(Conv.Of2d(1, 2, 3, padding: 1), new Relu(), new Flatten(), new Linear(32, 5));

    [Fact]
    public void RowsNameShapesParametersAndWork()
    {
        var summary = Summary.Of(model, [4, 4, 1]);
        Assert.Equal(
            [
                new("", "Sequential(4 layers)", Shape.Of([1, 5]), 0, 0, true),
                new("0", "Conv2d(1 → 2, 3×3, padding 1)", Shape.Of([1, 4, 4, 2]), 20, 4 * 4 * 2 * 9, false),
                new("1", "Relu()", Shape.Of([1, 4, 4, 2]), 0, 0, false),
                new("2", "Flatten()", Shape.Of([1, 32]), 0, 0, false),
                new("3", "Linear(32 → 5)", Shape.Of([1, 5]), 165, 160, false),
            ],
            summary.Rows);
        Assert.Equal(185, summary.Parameters);
        Assert.Equal(448, summary.MultiplyAdds);
    }

    [Fact]
    public void TheTableIsAligned()
    {
        var expected = """
            path  layer                          output        parameters  multiply-adds
            0     Conv2d(1 → 2, 3×3, padding 1)  (N, 4, 4, 2)          20            288
            1     Relu()                         (N, 4, 4, 2)           0              0
            2     Flatten()                      (N, 32)                0              0
            3     Linear(32 → 5)                 (N, 5)               165            160
                  total                                               185            448

            """;
        Assert.Equal(expected, Summary.Of(model, [4, 4, 1]).ToString());
    }

    [Fact]
    public void SharedParametersCountOnceAndTheirWorkTwice()
    {
        var shared = new Linear(3, 3, bias: false);
        var summary = Summary.Of(new Sequential(shared, shared), [3]);
        Assert.Equal((9, 18), (summary.Parameters, summary.MultiplyAdds));
    }

    [Fact]
    public void TheModelStaysAsItIs()
    {
        model.Step = 3;
        var before = model.SaveTensors();
        Summary.Of(model, [4, 4, 1]);
        Assert.Equal(3, model.Step);
        Assert.True(model.Training);
        Assert.All(model.SaveTensors(), t => Assert.Equal(before[t.Key].ToArray<float>(), t.Value.ToArray<float>()));
    }
}
