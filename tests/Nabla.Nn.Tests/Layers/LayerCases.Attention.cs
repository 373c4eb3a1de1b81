using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class LayerCases
{
    static IEnumerable<LayerCase> Attention =>
    [
        new("MultiHeadAttention(4, 2 heads)", () => new MultiHeadAttention(4, 2), [2, 3, 4], [2, 3, 4],
            "in_proj_weight (12, 4)", "in_proj_bias (12)", "out_proj.weight (4, 4)", "out_proj.bias (4)"),
        new("MultiHeadAttention(6, 3 heads, causal, no bias)", () => new MultiHeadAttention(6, 3, causal: true, bias: false), [5, 6], [5, 6],
            "in_proj_weight (18, 6)", "out_proj.weight (6, 6)"),
        new("TransformerBlock(4, 2 heads, causal)", () => new TransformerBlock(4, 2, causal: true), [2, 3, 4], [2, 3, 4], BlockTensors(4, 16)),
        new("TransformerBlock(4, 1 heads, norm last, dropout 0.2)",
            () => new TransformerBlock(4, 1, hidden: 3, normFirst: false, dropout: 0.2, activation: new Tanh()), [2, 3, 4], [2, 3, 4], BlockTensors(4, 3))
            { DiffersInTraining = true },
        new("LearnedPositions(5, 4)", () => new LearnedPositions(5, 4), [2, 3, 4], [2, 3, 4], "weight (5, 4)"),
        new("LearnedPositions(3, 4)", () => new LearnedPositions(3, 4, deviation: 0), [2, 3, 4], [2, 3, 4], "weight (3, 4)"),
    ];

    static string[] BlockTensors(int features, int hidden) =>
    [
        $"self_attn.in_proj_weight ({3 * features}, {features})", $"self_attn.in_proj_bias ({3 * features})",
        $"self_attn.out_proj.weight ({features}, {features})", $"self_attn.out_proj.bias ({features})",
        $"linear1.weight ({hidden}, {features})", $"linear1.bias ({hidden})", $"linear2.weight ({features}, {hidden})", $"linear2.bias ({features})",
        $"norm1.weight ({features})", $"norm1.bias ({features})", $"norm2.weight ({features})", $"norm2.bias ({features})",
    ];
}
