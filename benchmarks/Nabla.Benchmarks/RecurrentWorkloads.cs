using Nabla.Nn;

namespace Nabla.Benchmarks;

/// <summary>Training steps of language models with one recurrent layer, as the peer's benchmark defines them.</summary>
static class RecurrentWorkloads
{
    const int Symbols = 65, Batch = 32, Steps = 64;

    public static Workload[] All =>
    [
        new("lstm-lm", Batch * Steps, () => Train(new Lstm(128, 256))),
        new("gru-lm", Batch * Steps, () => Train(new Gru(128, 256))),
    ];

    static Action Train(Module<Tensor, Tensor> layer)
    {
        var model = new Sequential(new Embedding(Symbols, 128), layer, new Linear(256, Symbols));
        model.Initialize(seed: 0);
        var optimizer = new Adam(model);
        Tensor x = Text(1, [Batch, Steps]), y = Text(2, [Batch, Steps]);
        var step = Captured.Step(inputs => [model.Call(inputs[0]).CrossEntropy(inputs[1])]);
        return () => optimizer.Step(step.Run(x, y).Gradients!);
    }

    static Tensor Text(ulong seed, Shape shape) => (new Rng(seed).Uniform(shape) * Symbols).To(DType.Int64);
}
