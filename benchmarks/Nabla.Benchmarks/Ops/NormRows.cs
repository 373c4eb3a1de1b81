using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Norms forward and backward, and random numbers.</summary>
static class NormRows
{
    public static IEnumerable<OpRow> Of()
    {
        Tensor images = Normal([8, 64, 64, 64]), rows = Normal([Side, Side], 2), ones = Tensor.Ones([64]).Track(), wide = Tensor.Ones([Side]).Track();
        return
        [
            Gradient("batch norm", images, v => v.BatchNorm(ones, ones).Y), Gradient("layer norm", rows, v => v.LayerNorm(wide, wide)),
            Gradient("group norm 8", images, v => v.GroupNorm(8, ones, ones)), Gradient("instance norm", images, v => v.InstanceNorm(ones, ones)),
            Gradient("rms norm", rows, v => v.RmsNorm(wide)), Gradient("local response norm", images, v => v.LocalResponseNorm(5)),
            Gradient("l2 normalize", rows, v => v / v.Norm(1, keepAxes: true)),
        ];
    }

    public static IEnumerable<OpRow> Random()
    {
        var rng = new Rng(1);
        var x = Normal([Side, Side]);
        return
        [
            Value("uniform", () => rng.Uniform([Side, Side])), Value("normal", () => rng.Normal([Side, Side])),
            Value("bernoulli", () => rng.Bernoulli([Side, Side], 0.3)), Value("integers", () => rng.Integers([Side, Side], 0, 1000)),
            Value("permutation", () => rng.Permutation(Side * Side)), Value("dropout", () => x.Dropout(0.3, rng)),
            Gradient("dropout gradient", x, v => v.Dropout(0.3, rng)),
        ];
    }
}
