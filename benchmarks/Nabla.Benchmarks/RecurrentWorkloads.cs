using Nabla.Benchmarks.Jobs;
using Nabla.Nn;

namespace Nabla.Benchmarks;

/// <summary>Training steps of language models with one recurrent layer, as the peer's benchmark defines them.</summary>
static class RecurrentWorkloads
{
    const int Symbols = 65, Batch = 32, Steps = 64;

    public static Workload[] All =>
    [
        new("lstm-lm", Batch * Steps, () => Train(() => new Lstm(128, 256))),
        new("gru-lm", Batch * Steps, () => Train(() => new Gru(128, 256))),
    ];

    static TrainingJob Train(Func<Module<Tensor, Tensor>> layer) => TrainingJob.OfClassifier(
        () => new Sequential(new Embedding(Symbols, 128), layer(), new Linear(256, Symbols)), m => new Adam(m),
        Text(1, [Batch, Steps]), Text(2, [Batch, Steps]));

    static Tensor Text(ulong seed, Shape shape) => (new Rng(seed).Uniform(shape) * Symbols).To(DType.Int64);
}
