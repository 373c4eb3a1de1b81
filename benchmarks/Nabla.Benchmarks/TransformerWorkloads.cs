using Nabla.Benchmarks.Jobs;
using Nabla.Nn;

namespace Nabla.Benchmarks;

/// <summary>Training steps of a language model and of a vision transformer (Dosovitskiy et al. 2021), as the peer's benchmark defines them.</summary>
static class TransformerWorkloads
{
    public static Workload[] All =>
    [
        new("gpt-mini", 2048, () => TrainingJob.OfClassifier(
            () => Gpt(), m => new AdamW(m), TrainingWorkloads.Classes(65, [16, 128]), TrainingWorkloads.Classes(65, [16, 128]))),
        new("vit-cifar", 32, () => TrainingJob.OfClassifier(
            () => Vit(), m => new AdamW(m), TrainingWorkloads.Normal([32, 32, 32, 3]), TrainingWorkloads.Classes(10, [32]))),
    ];

    static Sequential Gpt(int symbols = 65, int features = 128, int heads = 4, int blocks = 4, int length = 128) => new(
    [
        new Embedding(symbols, features), new LearnedPositions(length, features, deviation: 0),
        .. Blocks(blocks, features, heads, causal: true), new LayerNorm(features), new Linear(features, symbols, bias: false),
    ]);

    static Sequential Vit(int features = 192, int heads = 3, int blocks = 6, int patch = 4, int size = 32, int classes = 10)
    {
        var patches = size / patch * (size / patch);
        return new(
        [
            Conv.Of2d(3, features, patch, stride: patch), new Reshape(patches, features),      // (N, 8, 8, F) → (N, 64, F)
            new LearnedPositions(patches, features, deviation: 0), .. Blocks(blocks, features, heads, causal: false),
            new LayerNorm(features), new GlobalAveragePool(), new Linear(features, classes),
        ]);
    }

    static IEnumerable<Module<Tensor, Tensor>> Blocks(int count, int features, int heads, bool causal) =>
        Enumerable.Range(0, count).Select(_ => new TransformerBlock(features, heads, causal: causal));
}
