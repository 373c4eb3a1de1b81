using Nabla.Nn;
using Nabla.Vision.Models;

namespace Nabla.Vision.Tests.Models;

public class ModelErrorTests
{
    public static TheoryData<string, Action> Errors => new()
    {
        { "LeNet5(32×32×1 → 10): the input must be (N, 32, 32, 1), got (1, 28, 28, 1).", () => new LeNet5().Call(Tensor.Zeros([1, 28, 28, 1])) },
        { "Vgg: there must be 5 stages, got 2.", () => _ = new Vgg(new([1, 2])) },
        { "ResNet: there must be 4 stages, got 1.", () => _ = new ResNet(new([2], Bottleneck: false)) },
        { "ResNet: only a bottleneck has groups and a width of its own.", () => _ = new ResNet(ResNetSettings.ResNet18 with { Groups = 2 }) },
        { "VisionTransformer: the patch must divide the side 224, got 15.", () => _ = new VisionTransformer(VisionTransformerSettings.Base16 with { Patch = 15 }) },
        { "VisionTransformer(32×32, patch 8, 1 blocks of 8 features, 10 classes): the input must be (N, 32, 32, 3), got (1, 16, 16, 3).",
            () => new VisionTransformer(new(32, 8, 1, 2, 8, 8, 10)).Call(Tensor.Zeros([1, 16, 16, 3])) },
        { "GoogLeNet(10 classes, one head): there are no classifiers in the middle; make it with Heads = true.",
            () => new GoogLeNet(new(10, Heads: false)).Scores(Tensor.Zeros([1, 64, 64, 3])) },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void MessagesSayWhatWasExpected(string message, Action act) => Assert.Equal(message, Assert.ThrowsAny<Exception>(act).Message);

    [Fact]
    public void FirstValuesAreDrawnAsByTorchvision()
    {
        var resnet = new ResNet(ResNetSettings.ResNet18 with { Classes = 10 });
        resnet.Initialize(1);
        AssertDeviation(Math.Sqrt(2.0 / (64 * 49)), resnet.Conv1.Weight);
        var dense = new DenseNet(DenseNetSettings.DenseNet121 with { Classes = 10 });
        dense.Initialize(1);
        AssertDeviation(Math.Sqrt(2.0 / (3 * 49)), ((Conv)dense.Features.Named["conv0"]).Weight);
        var vit = new VisionTransformer(new(32, 8, 1, 4, 64, 128, 10));
        vit.Initialize(1);
        AssertDeviation(Math.Sqrt(1.0 / 192), vit.ConvProj.Weight);
        AssertDeviation(0.02, vit.Encoder.PosEmbedding);
        AssertDeviation(Math.Sqrt(2.0 / (64 + 128)), ((Linear)((VisionBlock)vit.Encoder.Layers.Layers[0]).Mlp.Layers[0]).Weight);
        Assert.Equal(0, ((Linear)vit.Heads.Layers[0]).Weight.Value.Square().Sum().Item());
        var google = new GoogLeNet(new(10));
        google.Initialize(1);
        AssertDeviation(0.01, ((Conv)google.Conv3.Named["conv"]).Weight);
        AssertDeviation(0.01, google.Fc.Weight);
    }

    static void AssertDeviation(double expected, Parameter parameter) => Assert.InRange(parameter.Value.Deviation().Item(), 0.95 * expected, 1.05 * expected);
}
