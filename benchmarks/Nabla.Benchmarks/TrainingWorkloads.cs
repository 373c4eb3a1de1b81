using Nabla.Nn;

namespace Nabla.Benchmarks;

/// <summary>Training steps and inference of whole networks, as the peer's benchmark defines them.</summary>
static class TrainingWorkloads
{
    public static Workload[] All =>
    [
        new("tiny-mlp", 32, () => Train(
            new Sequential(new Linear(2, 16), new Nn.Tanh(), new Linear(16, 2)), m => new Sgd(m, 0.1), Normal([32, 2]), Classes(2, [32]))),
        new("mlp", 64, () => Train(Mlp(), m => new Adam(m), Normal([64, 784]), Classes(10, [64]))),
        new("mnist-cnn", 64, () => Train(MnistCnn(), m => new Adam(m), Normal([64, 28, 28, 1]), Classes(10, [64]))),
        new("infer-mlp", 1, () => Infer(Mlp(), Normal([1, 784]))),
    ];

    static Sequential Mlp() =>
        new(new Linear(784, 512), new Nn.Relu(), new Linear(512, 512), new Nn.Relu(), new Linear(512, 10));

    static Sequential MnistCnn() => new(
        Conv.Of2d(1, 32, 3, padding: 1), new Nn.Relu(), Conv.Of2d(32, 64, 3, padding: 1), new Nn.Relu(), new MaxPool(2), new Flatten(),
        new Linear(64 * 14 * 14, 128), new Nn.Relu(), new Linear(128, 10));

    internal static Action Train(Module<Tensor, Tensor> model, Func<Module, Optimizer> make, Tensor x, Tensor y)
    {
        model.Initialize(seed: 0);
        var optimizer = make(model);
        var step = Captured.Step(inputs => [model.Call(inputs[0]).CrossEntropy(inputs[1])]);
        return () => optimizer.Step(step.Run(x, y).Gradients!);
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
