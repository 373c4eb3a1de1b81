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
        new("MultiHeadAttention(4, 2 heads, dropout 0.5)", () => new MultiHeadAttention(4, 2, dropout: 0.5), [2, 3, 4], [2, 3, 4],
            "in_proj_weight (12, 4)", "in_proj_bias (12)", "out_proj.weight (4, 4)", "out_proj.bias (4)") { DiffersInTraining = true },
        new("GroupedQueryAttention(8, 4 heads, 2 of keys, causal)", () => new GroupedQueryAttention(8, 4, 2), [2, 3, 8], [2, 3, 8],
            "q_proj.weight (8, 8)", "k_proj.weight (4, 8)", "v_proj.weight (4, 8)", "o_proj.weight (8, 8)"),
        new("GroupedQueryAttention(8, 4 heads, 1 of keys, bias, rotary, dropout 0.2)",
            () => new GroupedQueryAttention(8, 4, 1, causal: false, bias: true, new RotaryPositions(5, 2), dropout: 0.2), [2, 3, 8], [2, 3, 8],
            "q_proj.weight (8, 8)", "q_proj.bias (8)", "k_proj.weight (2, 8)", "k_proj.bias (2)",
            "v_proj.weight (2, 8)", "v_proj.bias (2)", "o_proj.weight (8, 8)", "o_proj.bias (8)") { DiffersInTraining = true },
        new("TransformerEncoder(2 × TransformerBlock(4, 2 heads), norm)",
            () => new TransformerEncoder([new(4, 2, 3), new(4, 2, 3)], new LayerNorm(4)), [2, 3, 4], [2, 3, 4],
            [.. BlockTensors(4, 3).Select(t => $"layers.0.{t}"), .. BlockTensors(4, 3).Select(t => $"layers.1.{t}"), "norm.weight (4)", "norm.bias (4)"]),
        new("RelativeAttention(6, 2 heads, to 2)", () => new RelativeAttention(6, 2, 2), [2, 4, 6], [2, 4, 6],
            "in_proj_weight (18, 6)", "in_proj_bias (18)", "keys (5, 3)", "values (5, 3)", "out_proj.weight (6, 6)", "out_proj.bias (6)"),
        new("RelativeAttention(4, 2 heads, to 16, causal, no bias)", () => new RelativeAttention(4, 2, causal: true, bias: false), [2, 3, 4], [2, 3, 4],
            "in_proj_weight (12, 4)", "keys (33, 2)", "values (33, 2)", "out_proj.weight (4, 4)"),
        new("SinusoidalPositions(5, 4)", () => new SinusoidalPositions(5, 4), [2, 3, 4], [2, 3, 4]),
        new("RotaryPositions(5, 4)", () => new RotaryPositions(5, 4), [2, 3, 8], [2, 3, 8]),
        new("RotaryPositions(3, 4, halves)", () => new RotaryPositions(3, 4, halves: true), [3, 4], [3, 4]),
        new("AlibiPositions(3 heads)", () => new AlibiPositions(3), [2, 3, 4, 5], [2, 3, 4, 5]),
        new("RelativePositions(3 heads, 32 buckets to 128)", () => new RelativePositions(3), [2, 3, 4, 5], [2, 3, 4, 5], "weight (32, 3)"),
        new("RelativePositions(2 heads, 4 buckets to 6, one way)", () => new RelativePositions(2, 4, 6, bothWays: false), [2, 5, 5], [2, 5, 5], "weight (4, 2)"),
        new("WindowPositions(2 heads, 2×3)", () => new WindowPositions(2, 2, 3), [4, 2, 6, 6], [4, 2, 6, 6], "relative_position_bias_table (15, 2)"),
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
