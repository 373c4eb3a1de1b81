using Nabla.Benchmarks.Jobs;
using Nabla.Benchmarks.Networks;
using Nabla.Nn;
using Nabla.Vision.Models;

namespace Nabla.Benchmarks;

/// <summary>Training steps and inference of whole networks, as the peer's benchmark defines them.</summary>
static class TrainingWorkloads
{
    public static Workload[] All =>
    [
        new("tiny-mlp", 32, () => TrainingJob.OfClassifier(TinyMlp, m => new Sgd(m, 0.1), Normal([32, 2]), Classes(2, [32]))),
        new("mlp", 64, () => TrainingJob.OfClassifier(Mlp, m => new Adam(m), Normal([64, 784]), Classes(10, [64]))),
        new("mnist-cnn", 64, () => TrainingJob.OfClassifier(MnistCnn, m => new Adam(m), Normal([64, 28, 28, 1]), Classes(10, [64]))),
        new("resnet20-cifar", 64, () => TrainingJob.OfClassifier(
            CifarResNet.Create, Momentum, Normal([64, 32, 32, 3]), Classes(10, [64]), TrainingJob.KinkedGradientAllowed)),
        new("resnet18-224", 8, () => TrainingJob.OfClassifier(
            () => new ResNet(ResNetSettings.ResNet18), Momentum, Normal([8, 224, 224, 3]), Classes(1000, [8]), TrainingJob.KinkedGradientAllowed)),
        new("unet-128", 4, () => TrainingJob.OfClassifier(
            () => new UNet(16, 32, 64, 128), m => new Adam(m), Normal([4, 128, 128, 1]), Classes(2, [4, 128, 128]),
            TrainingJob.KinkedGradientAllowed)),
        new("vae", 128, () => new TrainingJob(
            () => new Vae(), m => new Adam(m), (m, inputs) => m.Call(inputs[0]), TrainingJob.GradientAllowed, new Rng(1).Uniform([128, 784]))),
        new("infer-mobilenetv2", 1, () => FunctionJob.OfPrediction(() => new MobileNetV2(), Normal([1, 224, 224, 3]))),
        new("infer-resnet18", 1, () => FunctionJob.OfPrediction(() => new ResNet(ResNetSettings.ResNet18), Normal([1, 224, 224, 3]))),
        new("infer-mlp", 1, () => FunctionJob.OfPrediction(Mlp, Normal([1, 784]))),
    ];

    static Sequential TinyMlp() => new(new Linear(2, 16), new Tanh(), new Linear(16, 2));

    static Sequential Mlp() =>
        new(new Linear(784, 512), new Relu(), new Linear(512, 512), new Relu(), new Linear(512, 10));

    static Sequential MnistCnn() => new(
        Conv.Of2d(1, 32, 3, padding: 1), new Relu(), Conv.Of2d(32, 64, 3, padding: 1), new Relu(), new MaxPool(2), new Flatten(),
        new Linear(64 * 14 * 14, 128), new Relu(), new Linear(128, 10));

    static Sgd Momentum(Module model) => new(model, 0.1, momentum: 0.9);

    internal static Tensor Normal(Shape shape) => new Rng(1).Normal(shape);

    internal static Tensor Classes(int count, Shape shape) => (new Rng(2).Uniform(shape) * count).To(DType.Int64);
}
