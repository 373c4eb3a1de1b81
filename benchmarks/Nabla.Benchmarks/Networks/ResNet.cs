using Nabla.Nn;

namespace Nabla.Benchmarks.Networks;

/// <summary>The peer's residual block: two 3×3 convolutions, and a 1×1 convolution past them where the shape changes.</summary>
sealed class BasicBlock(int inputs, int outputs, int stride) : Module<Tensor, Tensor>
{
    public Conv Conv1 { get; } = Conv.Of2d(inputs, outputs, 3, stride, padding: 1, bias: false);

    public BatchNorm Bn1 { get; } = new(outputs);

    public Conv Conv2 { get; } = Conv.Of2d(outputs, outputs, 3, padding: 1, bias: false);

    public BatchNorm Bn2 { get; } = new(outputs);

    public Module<Tensor, Tensor> Shortcut { get; } = stride == 1 && inputs == outputs
        ? new Identity()
        : new Sequential(Conv.Of2d(inputs, outputs, 1, stride, bias: false), new BatchNorm(outputs));

    protected override Tensor Forward(Tensor input)
    {
        var y = Bn1.Call(Conv1.Call(input)).Relu();
        return (Bn2.Call(Conv2.Call(y)) + Shortcut.Call(input)).Relu();
    }
}

/// <summary>Residual networks (He et al. 2016) in the peer's two sizes.</summary>
static class ResNet
{
    public static Sequential OfCifar() => Build([Conv.Of2d(3, 16, 3, padding: 1, bias: false), new BatchNorm(16), new Relu()], [16, 32, 64], 3, 10);

    public static Sequential Of18() => Build(
        [Conv.Of2d(3, 64, 7, 2, 3, bias: false), new BatchNorm(64), new Relu(), new MaxPool(3, 2, 1)], [64, 128, 256, 512], 2, 1000);

    static Sequential Build(Module<Tensor, Tensor>[] stem, int[] widths, int blocks, int classes)
    {
        var layers = stem.ToList();
        var inputs = widths[0];
        foreach (var width in widths)
            for (var block = 0; block < blocks; block++)
            {
                layers.Add(new BasicBlock(inputs, width, block == 0 && width != widths[0] ? 2 : 1));
                inputs = width;
            }

        return new Sequential([.. layers, new GlobalAveragePool(), new Flatten(), new Linear(inputs, classes)]);
    }
}
