using Nabla.Benchmarks.Networks;
using Nabla.Nn;
using Nabla.Vision.Models;

namespace Nabla.Benchmarks;

/// <summary>Training steps and inference of whole networks, as the peer's benchmark defines them.</summary>
static class TrainingWorkloads
{
    public static Workload[] All =>
    [
        new("tiny-mlp", 32, () => Train(
            new Sequential(new Linear(2, 16), new Tanh(), new Linear(16, 2)), m => new Sgd(m, 0.1), Normal([32, 2]), Classes(2, [32]))),
        new("mlp", 64, () => Train(Mlp(), m => new Adam(m), Normal([64, 784]), Classes(10, [64]))),
        new("mnist-cnn", 64, () => Train(MnistCnn(), m => new Adam(m), Normal([64, 28, 28, 1]), Classes(10, [64]))),
        new("resnet20-cifar", 64, () => Train(CifarResNet.Create(), Momentum, Normal([64, 32, 32, 3]), Classes(10, [64]))),
        new("resnet18-224", 8, () => Train(new ResNet(ResNetSettings.ResNet18), Momentum, Normal([8, 224, 224, 3]), Classes(1000, [8]))),
        new("unet-128", 4, () => Train(new UNet(16, 32, 64, 128), m => new Adam(m), Normal([4, 128, 128, 1]), Classes(2, [4, 128, 128]))),
        new("vae", 128, () => Train(new Vae(), m => new Adam(m), (m, inputs) => m.Call(inputs[0]), new Rng(1).Uniform([128, 784]))),
        new("infer-mobilenetv2", 1, () => Infer(new MobileNetV2(), Normal([1, 224, 224, 3]))),
        new("infer-resnet18", 1, () => Infer(new ResNet(ResNetSettings.ResNet18), Normal([1, 224, 224, 3]))),
        new("infer-mlp", 1, () => Infer(Mlp(), Normal([1, 784]))),
    ];

    static Sequential Mlp() =>
        new(new Linear(784, 512), new Relu(), new Linear(512, 512), new Relu(), new Linear(512, 10));

    static Sequential MnistCnn() => new(
        Conv.Of2d(1, 32, 3, padding: 1), new Relu(), Conv.Of2d(32, 64, 3, padding: 1), new Relu(), new MaxPool(2), new Flatten(),
        new Linear(64 * 14 * 14, 128), new Relu(), new Linear(128, 10));

    static Sgd Momentum(Module model) => new(model, 0.1, momentum: 0.9);

    /// <summary>A classifier's step.</summary>
    public static Action Train(Module<Tensor, Tensor> model, Func<Module, Optimizer> make, Tensor x, Tensor y) =>
        Train(model, make, (m, inputs) => m.Call(inputs[0]).CrossEntropy(inputs[1]), x, y);

    static Action Train(
        Module<Tensor, Tensor> model, Func<Module, Optimizer> make, Func<Module<Tensor, Tensor>, Tensor[], Tensor> loss, params Tensor[] batch)
    {
        model.Initialize(seed: 0);
        var optimizer = make(model);
        var step = Captured.Step(inputs => [loss(model, inputs)]);
        return () =>
        {
            optimizer.Step(step.Run(batch).Gradients!);
            step.StepNumber++;
        };
    }

    static Action Infer(Module<Tensor, Tensor> model, Tensor x)
    {
        model.Initialize(seed: 0);
        var step = Captured.Function(inputs => [model.Predict(inputs[0])]);
        return () => step.Run(x);
    }

    internal static Tensor Normal(Shape shape) => new Rng(1).Normal(shape);

    internal static Tensor Classes(int count, Shape shape) => (new Rng(2).Uniform(shape) * count).To(DType.Int64);
}
