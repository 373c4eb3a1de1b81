using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class GoldenLayers
{
    static IEnumerable<GoldenLayer> Basic =>
    [
        new("layers", "linear", () => new Linear(5, 3)),
        new("layers", "linear no bias", () => new Linear(5, 3, bias: false)) { FeaturesLast = true },
        new("layers", "linear of image", () => new Sequential(new Flatten(), new Linear(24, 3, flattenedFrom: [2, 3, 4]))),
        new("layers", "conv1d", () => Conv.Of1d(3, 4, 3, padding: 1)),
        new("layers", "conv2d", () => Conv.Of2d(3, 4, 3)),
        new("layers", "conv2d stride padding", () => Conv.Of2d(3, 4, 3, stride: 2, padding: 1)),
        new("layers", "conv2d uneven", () => Conv.Of2d(2, 3, (3, 2), stride: (1, 2), padding: (2, 1), bias: false)),
        new("layers", "conv2d dilation", () => Conv.Of2d(3, 4, 3, padding: 2, dilation: 2)),
        new("layers", "conv2d groups", () => Conv.Of2d(4, 6, 3, padding: 1, groups: 2)),
        new("layers", "conv2d depthwise", () => Conv.Of2d(4, 4, 3, stride: 2, padding: 1, groups: 4)),
        new("layers", "conv2d 1x1", () => Conv.Of2d(5, 3, 1)),
        new("layers", "conv3d", () => Conv.Of3d(2, 3, 3, stride: 2, padding: 1)),
        new("layers", "transpose1d", () => ConvTranspose.Of1d(3, 2, 4, stride: 2, padding: 1)),
        new("layers", "transpose2d", () => ConvTranspose.Of2d(3, 4, 2, stride: 2)),
        new("layers", "transpose2d all", () => ConvTranspose.Of2d(4, 6, 3, stride: 2, padding: 1, outputPadding: 1, groups: 2, dilation: 2)),
        new("layers", "transpose3d", () => ConvTranspose.Of3d(2, 3, 2, stride: 2, bias: false)),
        new("layers", "maxpool", () => new MaxPool(2)),
        new("layers", "maxpool padded", () => new MaxPool(3, stride: 2, padding: 1)),
        new("layers", "maxpool1d", () => new MaxPool(3, stride: 1)),
        new("layers", "maxpool dilated", () => new MaxPool(2, stride: 1, dilation: 2)),
        new("layers", "avgpool", () => new AveragePool(2)),
        new("layers", "avgpool padded", () => new AveragePool(3, stride: 2, padding: 1)),
        new("layers", "avgpool uncounted", () => new AveragePool(3, stride: 2, padding: 1, countPadding: false)),
        new("layers", "avgpool global", () => new GlobalAveragePool()),
        new("layers", "batchnorm", () => new BatchNorm(4)),
        new("layers", "batchnorm2d", () => new BatchNorm(3)),
        new("layers", "batchnorm2d plain", () => new BatchNorm(3, momentum: 0.3, epsilon: 1e-3, affine: false)),
        new("layers", "layernorm", () => new LayerNorm(6)) { FeaturesLast = true },
        new("layers", "layernorm plain", () => new LayerNorm(6, epsilon: 1e-3, affine: false)),
        new("layers", "rmsnorm", () => new RmsNorm(6, epsilon: 1e-6)) { FeaturesLast = true },
        new("layers", "embedding", () => new Embedding(7, 3)) { FeaturesLast = true },
        new("layers", "softmax", () => new Softmax()),
        new("layers", "log softmax", () => new LogSoftmax()),
        new("layers", "relu6", () => new Relu6()),
        new("layers", "leaky", () => new LeakyRelu(0.2)),
        new("layers", "elu", () => new Elu(1.5)),
        new("layers", "gelu", () => new Gelu()),
        new("layers", "silu", () => new Silu()),
        new("layers", "sigmoid", () => new Sigmoid()),
        new("layers", "tanh", () => new Tanh()),
        new("layers", "softplus", () => new Softplus()),
    ];
}
