using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>A recurrent layer in a captured step computes what it computes otherwise, for inputs that the capture has not seen.</summary>
public class RecurrentCaptureTests
{
    static readonly Lstm Lstm = Made(new Lstm(3, 5, layers: 2, bidirectional: true));
    static readonly Gru Gru = Made(new Gru(3, 5));

    public static TheoryData<string, Func<Tensor, Tensor>, Module> Losses => new()
    {
        { "lstm", x => Lstm.Call(x).Square().Sum(), Lstm },
        { "lstm's states", x => Lstm.CallWithState(x) is var (y, h, c) ? y.Sum() + (h * c).Sum() : x, Lstm },
        { "gru", x => Gru.Call(x).Square().Sum(), Gru },
    };

    [Theory, MemberData(nameof(Losses))]
    public void ReplayEqualsTheEagerStep(string name, Func<Tensor, Tensor> loss, Module layer)
    {
        Assert.NotNull(name);
        var step = Captured.Step(inputs => [loss(inputs[0])]);
        for (var seed = 1; seed <= 3; seed++)
        {
            var x = GradCheck.Values([4, 6, 3], -1, 1, seed).To(DType.Float32);
            var gradients = step.Run(x).Gradients!;
            var expected = loss(x).Backward();
            foreach (var (path, p) in layer.Parameters())
                Assert.True(expected[p].ToArray<float>().SequenceEqual(gradients[p].ToArray<float>()), $"{path} of input {seed}");
        }
    }

    static T Made<T>(T layer) where T : Module
    {
        layer.Initialize(1);
        return layer;
    }
}
