using Nabla.Testing;

namespace Nabla.Nn.Tests.Optimizers;

public class MuonTests
{
    [Theory]
    [InlineData("wide")]
    [InlineData("tall")]
    [InlineData("kernel")]
    public void SingularVectorsStayAndValuesBecomeAboutOne(string name)
    {
        using var golden = new GoldenFile("optimizers_more");
        Tensor Of(string key) => golden[$"orthogonal {name}/{key}"];
        var shape = name == "kernel" ? new[] { 6, 5, 2 } : Of("g").Shape.ToArray();
        var made = Muon.Orthogonal(Of("g").Reshape(shape));
        Assert.Equal(Shape.Of(shape), made.Shape);
        var matrix = made.Reshape(Of("g").Shape.ToArray());
        GoldenFile.AssertClose(Of("o"), matrix, 1e-13, name);

        // g = U S Vᵀ with S from 1 down to 0.02, before the division by its norm.
        var values = Of("u").T.MatMul(matrix).MatMul(Of("v"));
        var count = values.Shape[0];
        foreach (var (place, value) in values.ToArray<double>().Index())
            if (place / count == place % count)
                Assert.InRange(value, 0.65, 1.25);
            else
                Assert.Equal(0, value, 1e-12);
    }

    [Fact]
    public void AVectorIsNoMatrix() => Assert.Equal("Muon.Orthogonal: the tensor must have at least 2 axes, got (3).",
        Assert.Throws<ShapeException>(() => Muon.Orthogonal(Tensor.Zeros([3]))).Message);

    // A group of the user's and that of the rest hold together: rate 0.1 · 0.5 · 2, and no decay for b.
    [Fact]
    public void GroupsHoldBesideTheRest()
    {
        var (one, other) = (new Linear(2, 2), new Linear(2, 2));
        one.Initialize(3);
        other.Initialize(3);
        var muon = new Muon(one, 0.1, weightDecay: 0.3, rest: new(p => p.Shape.Rank < 2, RateFactor: 0.5))
        {
            Groups = [new(p => p == one.Bias, RateFactor: 2, WeightDecay: 0)],
        };
        var adam = new AdamW(other, 0.1, 0.9, 0.95, 1e-10, weightDecay: 0);
        for (var step = 0; step < 3; step++)
        {
            muon.Step(one.Bias!.Value.Square().Sum().Backward());
            adam.Step(other.Bias!.Value.Square().Sum().Backward());
        }

        Assert.Equal(other.Bias!.Value.ToArray<float>(), one.Bias!.Value.ToArray<float>());
    }
}
