using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class LayerCases
{
    static IEnumerable<LayerCase> Normalization =>
    [
        new("BatchNorm(3)", () => new BatchNorm(3), [2, 3, 4, 3], [2, 3, 4, 3],
            "weight (3)", "bias (3)", "running_mean (3)", "running_var (3)", "num_batches_tracked ()") { DiffersInTraining = true },
        new("BatchNorm(4, not affine)", () => new BatchNorm(4, affine: false), [5, 4], [5, 4],
            "running_mean (4)", "running_var (4)", "num_batches_tracked ()") { DiffersInTraining = true },
        new("LayerNorm(5)", () => new LayerNorm(5), [2, 3, 5], [2, 3, 5], "weight (5)", "bias (5)"),
        new("LayerNorm(5, no bias)", () => new LayerNorm(5, bias: false), [3, 5], [3, 5], "weight (5)"),
        new("LayerNorm(5, not affine)", () => new LayerNorm(5, affine: false), [3, 5], [3, 5]),
        new("RmsNorm(5)", () => new RmsNorm(5), [2, 3, 5], [2, 3, 5], "weight (5)"),
        new("RmsNorm(5, not affine)", () => new RmsNorm(5, affine: false), [3, 5], [3, 5]),
    ];
}
