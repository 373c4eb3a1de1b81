using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class GoldenLayers
{
    static IEnumerable<GoldenLayer> Normalization =>
    [
        new("normalization", "groupnorm", () => new GroupNorm(2, 6)),
        new("normalization", "groupnorm one", () => new GroupNorm(1, 4)),
        new("normalization", "groupnorm plain", () => new GroupNorm(3, 6, epsilon: 1e-2, affine: false)),
        new("normalization", "instancenorm", () => new InstanceNorm(3)),
        new("normalization", "instancenorm affine", () => new InstanceNorm(3, affine: true)),
        new("normalization", "local response", () => new LocalResponseNorm(5, alpha: 0.3)),
        new("normalization", "local response even", () => new LocalResponseNorm(4, 0.2, 0.5, 2)),
        new("normalization", "batchnorm mean", () => new BatchNorm(3, momentum: null)),
        new("normalization", "weightnorm", () => new WeightNorm(new Linear(4, 3))),
        new("normalization", "weightnorm conv", () => new WeightNorm(Conv.Of2d(2, 3, 3))),
        new("composed", "orthogonal tall", () => new OrthogonalWeight(new Linear(3, 5))),
        new("composed", "orthogonal wide", () => new OrthogonalWeight(new Linear(6, 4))),
        new("composed", "orthogonal square", () => new OrthogonalWeight(new Linear(7, 7))),
        new("normalization", "spectralnorm", () => new SpectralNorm(new Linear(4, 3))),
        new("normalization", "spectralnorm conv", () => new SpectralNorm(Conv.Of2d(2, 3, 3), iterations: 2)),
        new("normalization", "embedding padded", () => new Embedding(7, 3, padding: 2)) { FeaturesLast = true },
        new("normalization", "embedding short", () => new Embedding(7, 3, maxNorm: 1)) { FeaturesLast = true },
        new("normalization", "bag", () => new EmbeddingBag(7, 3)) { FeaturesLast = true },
        new("normalization", "bag sum", () => new EmbeddingBag(7, 3, BagMode.Sum)) { FeaturesLast = true },
        new("normalization", "bag max", () => new EmbeddingBag(7, 3, BagMode.Max)) { FeaturesLast = true },
        new("normalization", "bag padded", () => new EmbeddingBag(7, 3, padding: 2)) { FeaturesLast = true },
        new("normalization", "bag max padded", () => new EmbeddingBag(7, 3, BagMode.Max, padding: 2)) { FeaturesLast = true },
        new("normalization", "squeeze excite", () => new SqueezeExcite(6, 3)),
    ];
}
