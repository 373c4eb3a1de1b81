using Nabla.Nn;

namespace Nabla.Benchmarks.Networks;

/// <summary>Inverted residual block: widen by a 1×1 convolution, filter each channel, narrow again (Sandler et al. 2018).</summary>
sealed class InvertedResidual(int inputs, int outputs, int stride, int expansion) : Module<Tensor, Tensor>
{
    readonly bool residual = stride == 1 && inputs == outputs;

    public Sequential Layers { get; } = new([
        .. expansion == 1 ? [] : MobileNetV2.Unit(Conv.Of2d(inputs, inputs * expansion, 1, bias: false), inputs * expansion),
        .. MobileNetV2.Unit(
            Conv.Of2d(inputs * expansion, inputs * expansion, 3, stride, 1, groups: inputs * expansion, bias: false), inputs * expansion),
        Conv.Of2d(inputs * expansion, outputs, 1, bias: false), new BatchNorm(outputs)]);

    protected override Tensor Forward(Tensor input) => residual ? input + Layers.Call(input) : Layers.Call(input);
}

/// <summary>MobileNetV2 as the peer builds it.</summary>
static class MobileNetV2
{
    static readonly (int Expansion, int Channels, int Blocks, int Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    public static Sequential Create()
    {
        List<Module<Tensor, Tensor>> layers = [.. Unit(Conv.Of2d(3, 32, 3, 2, 1, bias: false), 32)];
        var inputs = 32;
        foreach (var (expansion, channels, blocks, stride) in Stages)
            for (var block = 0; block < blocks; block++)
            {
                layers.Add(new InvertedResidual(inputs, channels, block == 0 ? stride : 1, expansion));
                inputs = channels;
            }

        return new Sequential(
            [.. layers, .. Unit(Conv.Of2d(320, 1280, 1, bias: false), 1280), new GlobalAveragePool(), new Flatten(), new Linear(1280, 1000)]);
    }

    public static Module<Tensor, Tensor>[] Unit(Conv conv, int channels) => [conv, new BatchNorm(channels), new Relu6()];
}
