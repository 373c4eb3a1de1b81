using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Every layer, with the settings that change what it does.</summary>
static class LayerCases
{
    public static readonly LayerCase[] All =
    [
        new("Identity()", () => new Identity(), [2, 3], [2, 3]),
        new("Flatten()", () => new Flatten(), [2, 3, 4, 5], [2, 60]),
        new("Reshape(4, -1)", () => new Reshape(4, -1), [2, 3, 8], [2, 4, 6]),
        new("Residual(Linear(3 → 3))", () => new Residual(new Linear(3, 3)), [2, 3], [2, 3], "inner.weight (3, 3)", "inner.bias (3)"),
        new("Sequential(2 layers)", () => new Sequential(new Linear(3, 4), new Tanh()), [2, 3], [2, 4], "0.weight (4, 3)", "0.bias (4)"),

        new("Relu()", () => new Relu(), [3, 5], [3, 5]),
        new("Relu6()", () => new Relu6(), [3, 5], [3, 5]),
        new("LeakyRelu(0.2)", () => new LeakyRelu(0.2), [3, 5], [3, 5]),
        new("Elu(1.5)", () => new Elu(1.5), [3, 5], [3, 5]),
        new("Gelu()", () => new Gelu(), [3, 5], [3, 5]),
        new("Silu()", () => new Silu(), [3, 5], [3, 5]),
        new("Sigmoid()", () => new Sigmoid(), [3, 5], [3, 5]),
        new("Tanh()", () => new Tanh(), [3, 5], [3, 5]),
        new("Softplus()", () => new Softplus(), [3, 5], [3, 5]),

        new("Softmax()", () => new Softmax(), [3, 5], [3, 5]),
        new("LogSoftmax()", () => new LogSoftmax(), [3, 5], [3, 5]),
        new("Dropout(0.4)", () => new Dropout(0.4), [4, 5], [4, 5]) { DiffersInTraining = true },
        new("Dropout(0)", () => new Dropout(0), [3, 5], [3, 5]),

        new("BatchNorm(3)", () => new BatchNorm(3), [2, 3, 4, 3], [2, 3, 4, 3],
            "weight (3)", "bias (3)", "running_mean (3)", "running_var (3)", "num_batches_tracked ()") { DiffersInTraining = true },
        new("BatchNorm(4, not affine)", () => new BatchNorm(4, affine: false), [5, 4], [5, 4],
            "running_mean (4)", "running_var (4)", "num_batches_tracked ()") { DiffersInTraining = true },
        new("LayerNorm(5)", () => new LayerNorm(5), [2, 3, 5], [2, 3, 5], "weight (5)", "bias (5)"),
        new("LayerNorm(5, no bias)", () => new LayerNorm(5, bias: false), [3, 5], [3, 5], "weight (5)"),
        new("LayerNorm(5, not affine)", () => new LayerNorm(5, affine: false), [3, 5], [3, 5]),
        new("RmsNorm(5)", () => new RmsNorm(5), [2, 3, 5], [2, 3, 5], "weight (5)"),
        new("RmsNorm(5, not affine)", () => new RmsNorm(5, affine: false), [3, 5], [3, 5]),

        new("Linear(5 → 3)", () => new Linear(5, 3), [2, 5], [2, 3], "weight (3, 5)", "bias (3)"),
        new("Linear(5 → 3, no bias)", () => new Linear(5, 3, bias: false), [2, 4, 5], [2, 4, 3], "weight (3, 5)"),
        new("Linear(24 → 3)", () => new Linear(24, 3, flattenedFrom: [2, 3, 4]), [2, 24], [2, 3], "weight (3, 24)", "bias (3)"),

        new("Embedding(7 → 3)", () => new Embedding(7, 3), [2, 4], [2, 4, 3], "weight (7, 3)") { Symbols = 7 },

        new("Lstm(3 → 4)", () => new Lstm(3, 4), [2, 3, 3], [2, 3, 4],
            "weight_ih_l0 (16, 3)", "weight_hh_l0 (16, 4)", "bias_ih_l0 (16)", "bias_hh_l0 (16)"),
        new("Lstm(3 → 2, 2 layers, dropout 0.5)", () => new Lstm(3, 2, 2, dropout: 0.5), [2, 3, 3], [2, 3, 2],
            "weight_ih_l0 (8, 3)", "weight_hh_l0 (8, 2)", "bias_ih_l0 (8)", "bias_hh_l0 (8)",
            "weight_ih_l1 (8, 2)", "weight_hh_l1 (8, 2)", "bias_ih_l1 (8)", "bias_hh_l1 (8)") { DiffersInTraining = true },
        new("Gru(3 → 2, bidirectional)", () => new Gru(3, 2, bidirectional: true), [2, 3, 3], [2, 3, 4],
            "weight_ih_l0 (6, 3)", "weight_hh_l0 (6, 2)", "bias_ih_l0 (6)", "bias_hh_l0 (6)",
            "weight_ih_l0_reverse (6, 3)", "weight_hh_l0_reverse (6, 2)", "bias_ih_l0_reverse (6)", "bias_hh_l0_reverse (6)"),
        new("Rnn(3 → 4)", () => new Rnn(3, 4), [2, 3, 3], [2, 3, 4],
            "weight_ih_l0 (4, 3)", "weight_hh_l0 (4, 4)", "bias_ih_l0 (4)", "bias_hh_l0 (4)"),
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

        new("Conv1d(3 → 4, 3, padding 1)", () => Conv.Of1d(3, 4, 3, padding: 1), [2, 6, 3], [2, 6, 4], "weight (4, 3, 3)", "bias (4)"),
        new("Conv2d(3 → 4, 3×3)", () => Conv.Of2d(3, 4, 3), [2, 5, 6, 3], [2, 3, 4, 4], "weight (4, 3, 3, 3)", "bias (4)"),
        new("Conv2d(2 → 4, 3×2, stride 2×1, padding 1×0, dilation 2, groups 2, no bias)",
            () => Conv.Of2d(2, 4, (3, 2), stride: (2, 1), padding: (1, 0), dilation: 2, groups: 2, bias: false),
            [1, 7, 5, 2], [1, 3, 3, 4], "weight (4, 1, 3, 2)"),
        new("Conv3d(2 → 3, 2×2×2, stride 2)", () => Conv.Of3d(2, 3, 2, stride: 2), [1, 2, 4, 3, 2], [1, 1, 2, 1, 3], "weight (3, 2, 2, 2, 2)", "bias (3)"),
        new("ConvTranspose1d(3 → 2, 4, stride 2, padding 1)",
            () => ConvTranspose.Of1d(3, 2, 4, stride: 2, padding: 1), [2, 3, 3], [2, 6, 2], "weight (3, 2, 4)", "bias (2)"),
        new("ConvTranspose2d(4 → 2, 3×3, stride 2, output padding 1, groups 2)",
            () => ConvTranspose.Of2d(4, 2, 3, stride: 2, outputPadding: 1, groups: 2), [1, 2, 3, 4], [1, 6, 8, 2], "weight (4, 1, 3, 3)", "bias (2)"),
        new("ConvTranspose3d(2 → 1, 2×2×2, no bias)",
            () => ConvTranspose.Of3d(2, 1, 2, bias: false), [1, 2, 1, 2, 2], [1, 3, 2, 3, 1], "weight (2, 1, 2, 2, 2)"),

        new("MaxPool(2)", () => new MaxPool(2), [2, 4, 6, 3], [2, 2, 3, 3]),
        new("MaxPool(3, stride 2, padding 1)", () => new MaxPool(3, stride: 2, padding: 1), [1, 5, 6, 2], [1, 3, 3, 2]),
        new("MaxPool(2, stride 1, dilation 2)", () => new MaxPool(2, stride: 1, dilation: 2), [1, 6, 2], [1, 4, 2]),
        new("AveragePool((2, 3))", () => new AveragePool((2, 3)), [2, 4, 6, 3], [2, 2, 2, 3]),
        new("AveragePool(3, stride 2, padding 1, without the padding)",
            () => new AveragePool(3, stride: 2, padding: 1, countPadding: false), [1, 5, 4, 2], [1, 3, 2, 2]),
        new("GlobalAveragePool()", () => new GlobalAveragePool(), [2, 3, 4, 5], [2, 5]),
    ];

    static string[] BlockTensors(int features, int hidden) =>
    [
        $"self_attn.in_proj_weight ({3 * features}, {features})", $"self_attn.in_proj_bias ({3 * features})",
        $"self_attn.out_proj.weight ({features}, {features})", $"self_attn.out_proj.bias ({features})",
        $"linear1.weight ({hidden}, {features})", $"linear1.bias ({hidden})", $"linear2.weight ({features}, {hidden})", $"linear2.bias ({features})",
        $"norm1.weight ({features})", $"norm1.bias ({features})", $"norm2.weight ({features})", $"norm2.bias ({features})",
    ];
}
