using Nabla.Nn;
using Nabla.Vision.Models;

namespace Nabla.Vision.Tests.Models;

/// <summary>What the analysers say of whole networks, against published figures.</summary>
public class AnalysisTests
{
    // Last convolution or pooling before the classifier: Araujo, Norris, Sim, "Computing receptive fields of convolutional neural networks",
    // Distill 2019 (AlexNet 195, VGG-16 212, MobileNetV2 491); ResNets with the stride in the 3×3 convolution by the rule
    // size += (kernel − 1) · jump over all layers: 435 for 18, 899 for 34, 427 for 50; likewise DenseNet-121.
    [Theory]
    [InlineData("alexnet", 195, 32)]
    [InlineData("vgg16", 212, 32)]
    [InlineData("resnet18", 435, 32)]
    [InlineData("resnet34", 899, 32)]
    [InlineData("resnet50", 427, 32)]
    [InlineData("mobilenet_v2", 491, 32)]
    [InlineData("densenet121", 2071, 32)]
    [InlineData("googlenet", 379, 32)]
    [InlineData("vit_b_16", 16, 16)]
    public void ReceptiveFieldsAreAsPublished(string name, double size, double jump)
    {
        var field = ReceptiveField.Of(ModelCases.Published.Single(p => p.Name == name).Create(), [224, 224, 3]);
        var last = field.Rows.Last(r => r.Axes[0].Jump > 0);
        Assert.Equal([(size, jump), (size, jump)], last.Axes.Select(a => (a.Size, a.Jump)));
        Assert.All(field.Output, axis => Assert.True(axis is { Jump: 0, Size: >= 224 }));
    }

    [Fact]
    public void OtherSizesHaveTheDocumentedParameters()
    {
        Assert.Equal(61_706, new LeNet5().ParameterCount);
        Assert.Equal(6_624_904, new GoogLeNet(new(Heads: false)).ParameterCount);
        Assert.Equal(22_050_664, new VisionTransformer(VisionTransformerSettings.Small16).ParameterCount);
    }

    // 4 bytes for each number that a layer's backward pass reads; by hand for one image of 32×32: the image 1024; of C1 the tanh 4704;
    // pooled 1176 for C3; its tanh 1600; pooled 400; the tanh of C5 120, of F6 84.
    [Fact]
    public void LeNetKeepsItsInputAndTheOutputsOfTanhAndPooling()
    {
        var use = MemoryUse.Of(new LeNet5(), [32, 32, 1]);
        Assert.Equal(4 * (1024 + 4704 + 1176 + 1600 + 400 + 120 + 84), use.KeptForBackward);
        Assert.Equal(4 * 61_706, use.Parameters);
    }

    // He et al. 2015 is made to keep the variance; what batch norm leaves to it is the growth along the residual branches.
    [Fact]
    public void VariancesOfAResidualNetworkAreAsPredicted()
    {
        var model = new ResNet(ResNetSettings.ResNet18 with { Classes = 10 });
        model.Initialize(1);
        foreach (var row in SignalPropagation.Of(model, [48, 48, 3], batch: 4).Rows.Where(r => r.Path.Contains("layer1", StringComparison.Ordinal)))
        {
            Assert.InRange(Math.Log(row.Forward / row.PredictedForward!.Value), -0.2, 0.2);
            Assert.InRange(Math.Log(row.Backward!.Value / row.PredictedBackward!.Value), -0.8, 0.8);
        }
    }
}
