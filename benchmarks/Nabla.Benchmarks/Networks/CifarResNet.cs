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

/// <summary>ResNet-20 for small images (He et al. 2016, section 4.2), with a 1×1 convolution past the blocks that change the shape.</summary>
static class CifarResNet
{
    public static Sequential Create()
    {
        List<Module<Tensor, Tensor>> layers = [Conv.Of2d(3, 16, 3, padding: 1, bias: false), new BatchNorm(16), new Relu()];
        var inputs = 16;
        foreach (var width in (int[])[16, 32, 64])
            for (var block = 0; block < 3; block++)
            {
                layers.Add(new BasicBlock(inputs, width, width == inputs ? 1 : 2));
                inputs = width;
            }

        return new Sequential([.. layers, new GlobalAveragePool(), new Linear(inputs, 10)]);
    }
}
