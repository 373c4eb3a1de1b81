using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Pooling of images (8, 64, 64, 64), forward alone and with the gradient.</summary>
static class PoolRows
{
    public static IEnumerable<OpRow> Of()
    {
        var images = Normal([8, 64, 64, 64]);
        var (pooled, positions) = images.MaxPoolWithPositions(2);
        var samples = Uniform([8, 64, 2], 0, 1, 2);
        (string Name, Tensor X, Func<Tensor, Tensor> F)[] poolings =
        [
            ("max 2x2", images, v => v.MaxPool(2)), ("max 3x3 step 2", images, v => v.MaxPool(3, 2, 1)), ("max 3x3 step 1", images, v => v.MaxPool(3, 1, 1)),
            ("average 2x2", images, v => v.AveragePool(2)), ("average 3x3 step 2", images, v => v.AveragePool(3, 2, 1)),
            ("average 3x3 step 1", images, v => v.AveragePool(3, 1, 1)), ("adaptive max 7", images, v => v.AdaptiveMaxPool(7)),
            ("adaptive average 7", images, v => v.AdaptiveAveragePool(7)), ("global max", images, v => v.GlobalMaxPool()),
            ("global average", images, v => v.GlobalAveragePool()), ("L2 2x2", images.Abs(), v => v.LpPool(2, 2)),
            ("fractional max", images, v => v.FractionalMaxPool(2, 30, samples)), ("max unpool", pooled, v => v.MaxUnpool(positions, 2)),
            ("im2col 3x3", images, v => v.Im2Col(3, padding: 1)),
        ];
        return poolings.SelectMany(p => new[] { Value(p.Name, () => p.F(p.X)), Gradient(p.Name + " gradient", p.X, p.F) });
    }
}
