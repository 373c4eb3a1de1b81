using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class LayerCases
{
    static IEnumerable<LayerCase> Embeddings =>
    [
        new("Embedding(7 → 3)", () => new Embedding(7, 3), [2, 4], [2, 4, 3], "weight (7, 3)") { Symbols = 7 },
    ];
}
