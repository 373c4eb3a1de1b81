using Nabla.Testing;

namespace Nabla.Tests.Ops;

public class GradientTests
{
    public static TheoryData<string, Func<Tensor, Tensor>, double, double> UnaryOps => new()
    {
        { "exp", x => x.Exp(), -2, 2 },
        { "sigmoid", x => x.Sigmoid(), -3, 3 },
        { "relu", x => x.Relu(), -3, 3 },
        { "gelu", x => x.Gelu(), -3, 3 },
        { "silu", x => x.Silu(), -3, 3 },
        { "power 3", x => x.Power(3), -2, 2 },
        { "power -1.5", x => x.Power(-1.5), 0.5, 2 },
        { "log", x => x.Log(), 0.5, 2 },
        { "slice", x => x.Slice(1, 1, 2) * x.Slice(1, 0, 2), -1, 1 },
        { "broadcast", x => x.Sum(0) * x + x.Permute(1, 0).Sum(1), -1, 1 },
        { "concat", x => Tensor.Concat([x, x * x, x.Flip(0)], 0), -1, 1 },
        { "div", x => x.Sum(1, true) / x, 1, 2 },
    };

    [Theory]
    [MemberData(nameof(UnaryOps))]
    public void DerivativesAgreeWithDifferences(string name, Func<Tensor, Tensor> f, double low, double high)
    {
        Assert.NotNull(name);
        GradCheck.Run(xs => f(xs[0]), [GradCheck.Values([3, 5], low, high, 7)]);
    }
}
