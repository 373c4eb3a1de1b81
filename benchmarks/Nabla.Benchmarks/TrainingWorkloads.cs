using Nabla.Nn;

namespace Nabla.Benchmarks;

/// <summary>Training steps and inference of whole networks.</summary>
static class TrainingWorkloads
{
    public static Workload[] All =>
    [
        new("tiny-mlp", 32, () => Train(
            new Sequential(new Linear(2, 16), new Nn.Relu(), new Linear(16, 2)), m => new Adam(m, 0.1), Normal([32, 2], 1), null!)),
    ];

    static Action Train(Module<Tensor, Tensor> model, Func<Module, Optimizer> make, Tensor x, Tensor y)
    {
        model.Initialize(seed: 0);
        var optimizer = make(model);
        return () =>
        {
            using var scope = new MemoryScope();
            var loss = model.Call(x).Square().Mean();
            optimizer.Step(loss.Backward());
        };
    }

    static Tensor Normal(Shape shape, ulong seed) => new Rng(seed).Normal(shape);
}
