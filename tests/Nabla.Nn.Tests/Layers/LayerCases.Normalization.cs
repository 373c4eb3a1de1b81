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
        new("BatchNorm(3)", () => new BatchNorm(3, momentum: null), [3, 2, 3], [3, 2, 3],
            "weight (3)", "bias (3)", "running_mean (3)", "running_var (3)", "num_batches_tracked ()") { DiffersInTraining = true },
        new("GroupNorm(2 groups of 4)", () => new GroupNorm(2, 4), [2, 3, 4], [2, 3, 4], "weight (4)", "bias (4)"),
        new("GroupNorm(1 groups of 4, not affine)", () => new GroupNorm(1, 4, affine: false), [2, 3, 4], [2, 3, 4]),
        new("InstanceNorm(3, not affine)", () => new InstanceNorm(3), [2, 4, 3], [2, 4, 3]),
        new("InstanceNorm(3)", () => new InstanceNorm(3, affine: true), [2, 2, 3, 3], [2, 2, 3, 3], "weight (3)", "bias (3)"),
        new("LocalResponseNorm(3)", () => new LocalResponseNorm(3, alpha: 0.5), [2, 5], [2, 5]),
        new("WeightNorm(Linear(3 → 4))", () => new WeightNorm(new Linear(3, 4)), [2, 3], [2, 4], "weight_g (4, 1)", "weight_v (4, 3)", "bias (4)"),
        new("WeightNorm(Conv2d(2 → 3, 3×3, no bias))", () => new WeightNorm(Conv.Of2d(2, 3, 3, bias: false)), [1, 4, 4, 2], [1, 2, 2, 3],
            "weight_g (3, 1, 1, 1)", "weight_v (3, 2, 3, 3)"),

        new("OrthogonalWeight(Linear(3 → 5))", () => new OrthogonalWeight(new Linear(3, 5)), [2, 3], [2, 5], "weight_orig (5, 3)", "bias (5)"),
        new("OrthogonalWeight(Conv2d(2 → 3, 3×3, no bias))", () => new OrthogonalWeight(Conv.Of2d(2, 3, 3, bias: false)), [1, 4, 4, 2], [1, 2, 2, 3],
            "weight_orig (3, 2, 3, 3)"),

        // No gradient flows through u and v: it is right where they have settled, and only the first.
        new("SpectralNorm(Linear(3 → 4), 200 iterations)", () => new SpectralNorm(new Linear(3, 4), iterations: 200), [2, 3], [2, 4],
            "weight_orig (4, 3)", "bias (4)", "weight_u (4)", "weight_v (3)") { DiffersInTraining = true, Order = 1 },
    ];
}
