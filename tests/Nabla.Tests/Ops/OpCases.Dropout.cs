using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // Klambauer et al. 2017: SELU's value at −∞.
    const double AlphaLow = -1.7580993408473768;

    static Rng Masks => new(3, "dropout");

    static Tensor Drop(Tensor x, double probability) => x.Dropout(probability, Masks);

    // What the op keeps is found by giving it ones: a mask of 0 and 1.
    static Grid Mask(int[] shape, double kept, Func<Tensor, Tensor> drop)
    {
        var mask = Grid.Of(drop(Tensor.Ones(Shape.Of(shape), DType.Float64)));
        Assert.All(mask.Values, m => Assert.True(m == 0 || Math.Abs(m - kept) < 1e-14, $"{m} is neither 0 nor {kept}"));
        return Grid.From(shape, i => mask[i] == 0 ? 0 : 1);
    }

    static double Slope(double p) => 1 / Math.Sqrt((1 - p) * (1 + p * AlphaLow * AlphaLow));

    // Elements that are kept are a x + b, others a α′ + b.
    static Grid AlphaDropped(Grid x, double p, Func<Tensor, Tensor> drop)
    {
        var (a, b) = (Slope(p), -Slope(p) * p * AlphaLow);
        var ones = Grid.Of(drop(Tensor.Ones(Shape.Of(x.Shape), DType.Float64)));
        Assert.All(ones.Values, v => Assert.True(Math.Abs(v - a - b) < 1e-14 || Math.Abs(v - a * AlphaLow - b) < 1e-14));
        return Grid.From(x.Shape, i => ones[i] > 0 ? a * x[i] + b : a * AlphaLow + b);
    }

    static IEnumerable<OpCase> Dropouts =>
    [
        new("Dropout", "probability 0", x => Drop(x[0], 0), x => x[0], In(3, 4)),
        new("Dropout", "probability 1", x => Drop(x[0], 1), x => new(3, 4), In(3, 4)),
        new("Dropout", "the mask of ones, scaled", x => Drop(x[0], 0.4), x =>
        {
            var mask = Mask([5, 7], 1 / 0.6, y => Drop(y, 0.4));
            return Grid.From([5, 7], i => x[0][i] * mask[i] / 0.6);
        }, In(5, 7)),
        new("FeatureDropout", "probability 0", x => x[0].FeatureDropout(0, Masks), x => x[0], In(3, 4)),
        new("FeatureDropout", "probability 1", x => x[0].FeatureDropout(1, Masks), x => new(3, 2, 4), In(3, 2, 4)),
        new("FeatureDropout", "the mask of ones, scaled", x => x[0].FeatureDropout(0.4, Masks), x =>
        {
            var mask = Mask([5, 2, 3, 7], 1 / 0.6, y => y.FeatureDropout(0.4, Masks));
            return Grid.From([5, 2, 3, 7], i => x[0][i] * mask[i[0], 0, 0, i[3]] / 0.6);
        }, In(5, 2, 3, 7)),
        new("AlphaDropout", "probability 0", x => x[0].AlphaDropout(0, Masks), x => x[0], In(3, 4)),
        new("AlphaDropout", "probability 1", x => x[0].AlphaDropout(1, Masks), x => new(3, 4), In(3, 4)),
        new("AlphaDropout", "", x => x[0].AlphaDropout(0.4, Masks), x => AlphaDropped(x[0], 0.4, y => y.AlphaDropout(0.4, Masks)), In(5, 7)),
        new("FeatureAlphaDropout", "", x => x[0].FeatureAlphaDropout(0.3, Masks), x =>
        {
            var y = AlphaDropped(x[0], 0.3, y => y.FeatureAlphaDropout(0.3, Masks));
            var first = AlphaDropped(new Grid(5, 3, 7), 0.3, y => y.FeatureAlphaDropout(0.3, Masks));
            Assert.Equal(first.Values, Grid.From([5, 3, 7], i => first[i[0], 0, i[2]]).Values);      // one draw for all positions
            return y;
        }, In(5, 3, 7)),
    ];

    static IEnumerable<ErrorCase> WrongDropouts =>
    [
        new("Dropout", "Dropout: the probability must be in [0, 1], got 1.5.", () => Zeros(3).Dropout(1.5, Masks)),
        new("FeatureDropout", "FeatureDropout: the probability must be in [0, 1], got -1.", () => Zeros(3, 4).FeatureDropout(-1, Masks)),
        new("FeatureDropout", "FeatureDropout: the tensor must be (N, …, C), got (3).", () => Zeros(3).FeatureDropout(0.5, Masks)),
        new("FeatureAlphaDropout", "FeatureAlphaDropout: the tensor must be (N, …, C), got (3).", () => Zeros(3).FeatureAlphaDropout(0.5, Masks)),
        new("AlphaDropout", "AlphaDropout: elements must be floating-point, got int64; convert with To(DType.Float32).",
            () => Tensor.Of(1L).AlphaDropout(0.5, Masks)),
    ];
}
