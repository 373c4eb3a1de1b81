using Nabla.Nn;
using Nabla.Vision.Models;

namespace Nabla.Cli.Tasks;

/// <summary>Published classifiers of 224×224 colour images into 1,000 classes, by torchvision's names, for a profile.</summary>
static class PublishedModels
{
    const int Size = 224, Channels = 3, Classes = 1000, DefaultBatch = 8;

    static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> All = new()
    {
        ["alexnet"] = () => new AlexNet(),
        ["vgg16"] = () => new Vgg(VggSettings.Vgg16),
        ["googlenet"] = () => new GoogLeNet(),
        ["resnet18"] = () => new ResNet(ResNetSettings.ResNet18),
        ["resnet50"] = () => new ResNet(ResNetSettings.ResNet50),
        ["densenet121"] = () => new DenseNet(DenseNetSettings.DenseNet121),
        ["mobilenet_v2"] = () => new MobileNetV2(),
        ["vit_b_16"] = () => new VisionTransformer(VisionTransformerSettings.Base16),
    };

    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>A training step with SGD and momentum; null if there is no model of that name.</summary>
    public static TrainingStep? Step(string name, int? batch) => All.TryGetValue(name, out var create)
        ? TrainingStep.OfClassifier(
            name, create(), m => new Sgd(m, 0.1, momentum: 0.9), labelSmoothing: 0, [batch ?? DefaultBatch, Size, Size, Channels], Classes)
        : null;
}
