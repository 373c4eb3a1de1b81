using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class LayerCases
{
    static IEnumerable<LayerCase> Embeddings =>
    [
        new("Embedding(7 → 3)", () => new Embedding(7, 3), [2, 4], [2, 4, 3], "weight (7, 3)") { Symbols = 7 },
        new("Embedding(7 → 3, padding 6)", () => new Embedding(7, 3, padding: 6), [2, 4], [2, 4, 3], "weight (7, 3)") { Symbols = 6 },
        new("Embedding(7 → 3, max norm 9)", () => new Embedding(7, 3, maxNorm: 9), [2, 4], [2, 4, 3], "weight (7, 3)") { Symbols = 7 },
        new("EmbeddingBag(7 → 3, Mean)", () => new EmbeddingBag(7, 3), [2, 4], [2, 3], "weight (7, 3)") { Symbols = 7 },
        new("EmbeddingBag(7 → 3, Sum, padding 0)", () => new EmbeddingBag(7, 3, BagMode.Sum, padding: 0), [2, 4], [2, 3], "weight (7, 3)") { Symbols = 7 },
        new("EmbeddingBag(7 → 3, Max, padding 1)", () => new EmbeddingBag(7, 3, BagMode.Max, padding: 1), [2, 4], [2, 3], "weight (7, 3)") { Symbols = 7 },
    ];
}
