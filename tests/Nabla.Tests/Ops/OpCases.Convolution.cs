using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    /// <summary>Settings of a convolution or a pooling for the reference, one number for each spatial axis.</summary>
    sealed record Window(int[] Stride, int[] Padding, int[] Dilation, int Groups = 1)
    {
        public static Window Plain(int axes) => new([.. Enumerable.Repeat(1, axes)], new int[axes], [.. Enumerable.Repeat(1, axes)]);

        public int Count(int size, int kernel, int axis) => (size + 2 * Padding[axis] - Dilation[axis] * (kernel - 1) - 1) / Stride[axis] + 1;

        /// <summary>Where tap <paramref name="tap"/> of window <paramref name="at"/> lies in the input.</summary>
        public int[] Place(int[] at, int[] tap) => [.. at.Select((q, axis) => q * Stride[axis] - Padding[axis] + tap[axis] * Dilation[axis])];
    }

    static bool Inside(int[] place, Grid x) => !place.Where((p, axis) => p < 0 || p >= x.Shape[axis + 1]).Any();

    // y[n, q, o] = b[o] + Σ over taps t and channels c of x[n, q s − p + t d, c] w[o, t, c]
    static Grid Convolve(Window s, Grid x, Grid w, Grid? b)
    {
        var axes = x.Rank - 2;
        var (channels, outputs) = (w.Shape[^1], w.Shape[0] / s.Groups);
        int[] taps = w.Shape[1..^1], output = [.. taps.Select((k, axis) => s.Count(x.Shape[axis + 1], k, axis))];
        return Grid.From([x.Shape[0], .. output, w.Shape[0]], i =>
        {
            var sum = b is null ? 0 : b[i[^1]];
            foreach (var tap in Grid.All(taps))
            {
                var place = s.Place(i[1..(axes + 1)], tap);
                for (var c = 0; Inside(place, x) && c < channels; c++)
                    sum += x[[i[0], .. place, i[^1] / outputs * channels + c]] * w[[i[^1], .. tap, c]];
            }

            return sum;
        });
    }

    // Each element of x adds its kernel, scaled, to y of the given spatial size.
    static Grid Scatter(Window s, Grid x, Grid w, Grid? b, params int[] size)
    {
        var axes = x.Rank - 2;
        var (outputs, channels) = (w.Shape[^1], w.Shape[0] / s.Groups);
        var y = Grid.From([x.Shape[0], .. size, outputs * s.Groups], i => b is null ? 0 : b[i[^1]]);
        foreach (var i in x.Indices())
            foreach (var tap in Grid.All(w.Shape[1..^1]))
            {
                var place = s.Place(i[1..(axes + 1)], tap);
                for (var o = 0; Inside(place, y) && o < outputs; o++)
                    y[[i[0], .. place, i[^1] / channels * outputs + o]] += x[i] * w[[i[^1], .. tap, o]];
            }

        return y;
    }

    static IEnumerable<OpCase> Convolution =>
    [
        new("Conv", "1-D", x => x[0].Conv(x[1]), x => Convolve(Window.Plain(1), x[0], x[1], null), In(2, 7, 3), In(4, 3, 3)),
        new("Conv", "2-D, bias, padding", x => x[0].Conv(x[1], x[2], padding: 1),
            x => Convolve(new([1, 1], [1, 1], [1, 1]), x[0], x[1], x[2]), In(2, 5, 4, 3), In(4, 3, 3, 3), In(4)),
        new("Conv", "2-D, every setting differs", x => x[0].Conv(x[1], x[2], (2, 3), (1, 2), (2, 1), 2),
            x => Convolve(new([2, 3], [1, 2], [2, 1], 2), x[0], x[1], x[2]), In(2, 7, 6, 4), In(6, 3, 2, 2), In(6)),
        new("Conv", "1×1", x => x[0].Conv(x[1], x[2]), x => Convolve(Window.Plain(2), x[0], x[1], x[2]), In(2, 3, 4, 5), In(3, 1, 1, 5), In(3)),
        new("Conv", "depthwise", x => x[0].Conv(x[1], padding: 1, groups: 3),
            x => Convolve(new([1, 1], [1, 1], [1, 1], 3), x[0], x[1], null), In(1, 5, 5, 3), In(3, 3, 3, 1)),
        new("Conv", "3-D", x => x[0].Conv(x[1], x[2], 2, (1, 0, 1)),
            x => Convolve(new([2, 2, 2], [1, 0, 1], [1, 1, 1]), x[0], x[1], x[2]), In(1, 4, 5, 4, 2), In(3, 2, 3, 3, 2), In(3)),
        new("ConvTranspose", "1-D", x => x[0].ConvTranspose(x[1]), x => Scatter(Window.Plain(1), x[0], x[1], null, 7), In(2, 5, 3), In(3, 3, 2)),
        new("ConvTranspose", "2-D, bias, stride, output padding", x => x[0].ConvTranspose(x[1], x[2], 2, 1, (1, 0)),
            x => Scatter(new([2, 2], [1, 1], [1, 1]), x[0], x[1], x[2], 6, 7), In(2, 3, 4, 3), In(3, 3, 3, 2), In(2)),
        new("ConvTranspose", "groups and dilation", x => x[0].ConvTranspose(x[1], x[2], (1, 2), 0, null, (2, 1), 2),
            x => Scatter(new([1, 2], [0, 0], [2, 1], 2), x[0], x[1], x[2], 7, 8), In(1, 3, 4, 4), In(4, 3, 2, 3), In(6)),
        new("ConvTranspose", "3-D", x => x[0].ConvTranspose(x[1], null, 2),
            x => Scatter(new([2, 2, 2], [0, 0, 0], [1, 1, 1]), x[0], x[1], null, 4, 6, 4), In(1, 2, 3, 2, 2), In(2, 2, 2, 2, 3)),
    ];

    // The elements that each window sees, with their flat position.
    static Grid Pool(Window s, int[] kernel, Grid x, Func<List<(double Value, int Position)>, double> combine)
    {
        int[] output = [.. kernel.Select((k, axis) => s.Count(x.Shape[axis + 1], k, axis))];
        return Grid.From([x.Shape[0], .. output, x.Shape[^1]], i =>
        {
            var seen = new List<(double, int)>();
            foreach (var place in Grid.All(kernel).Select(tap => s.Place(i[1..^1], tap)).Where(place => Inside(place, x)))
                seen.Add((x[[i[0], .. place, i[^1]]], place.Select((p, axis) => (p, x.Shape[axis + 1])).Aggregate(0, (at, p) => at * p.Item2 + p.p)));
            return combine(seen);
        });
    }

    static IEnumerable<OpCase> Pooling =>
    [
        new("MaxPool", "1-D", x => x[0].MaxPool(2), x => Pool(new([2], [0], [1]), [2], x[0], v => v.Max().Value), In(2, 7, 3)),
        new("MaxPool", "2-D, overlapping, padded", x => x[0].MaxPool(3, 2, 1),
            x => Pool(new([2, 2], [1, 1], [1, 1]), [3, 3], x[0], v => v.Max().Value), In(2, 6, 5, 3)),
        new("MaxPool", "dilated", x => x[0].MaxPool((2, 3), 1, 0, (2, 1)),
            x => Pool(new([1, 1], [0, 0], [2, 1]), [2, 3], x[0], v => v.Max().Value), In(1, 5, 4, 2)),
        new("MaxPool", "3-D", x => x[0].MaxPool(2), x => Pool(new([2, 2, 2], [0, 0, 0], [1, 1, 1]), [2, 2, 2], x[0], v => v.Max().Value), In(1, 4, 2, 4, 2)),
        new("MaxPoolWithPositions", "", x => x[0].MaxPoolWithPositions(3, 2, 1).Positions,
            x => Pool(new([2, 2], [1, 1], [1, 1]), [3, 3], x[0], v => v.Max().Position), In(2, 6, 5, 3)) { Order = 0 },
        new("AveragePool", "2-D", x => x[0].AveragePool(2), x => Pool(new([2, 2], [0, 0], [1, 1]), [2, 2], x[0], v => v.Average(e => e.Value)), In(2, 4, 6, 3)),
        new("AveragePool", "padding counts", x => x[0].AveragePool((3, 2), 2, 1),
            x => Pool(new([2, 2], [1, 1], [1, 1]), [3, 2], x[0], v => v.Sum(e => e.Value) / 6), In(1, 5, 4, 2)),
        new("AveragePool", "padding does not count", x => x[0].AveragePool((3, 2), 2, 1, countPadding: false),
            x => Pool(new([2, 2], [1, 1], [1, 1]), [3, 2], x[0], v => v.Average(e => e.Value)), In(1, 5, 4, 2)),
        new("GlobalAveragePool", "", x => x[0].GlobalAveragePool(), x => x[0].Reduce(v => v.Average(), 1, 2).Drop(1, 2), In(2, 3, 4, 5)),
    ];

    static IEnumerable<ErrorCase> WrongConvolution =>
    [
        new("Conv", "Conv2d(3 → 16, 3×3): axis 3 of the input must be 3, got (10, 28, 28, 7).", () => Zeros(10, 28, 28, 7).Conv(Zeros(16, 3, 3, 3))),
        new("Conv", "Conv2d(3 → 16, 3×3): axis 1 of the input must be at least 3 for this kernel, got (10, 2, 28, 3).",
            () => Zeros(10, 2, 28, 3).Conv(Zeros(16, 3, 3, 3))),
        new("Conv", "Conv2d(3 → 16, 3×3): the stride must be one number or 2, one for each spatial axis, got (1, 2, 1).",
            () => Zeros(1, 8, 8, 3).Conv(Zeros(16, 3, 3, 3), stride: (1, 2, 1))),
        new("Conv", "Conv2d(3 → 16, 3×3): the stride must be at least 1, got 0.", () => Zeros(1, 8, 8, 3).Conv(Zeros(16, 3, 3, 3), stride: 0)),
        new("Conv", "Conv2d(3 → 16, 3×3): the bias must be (16) float32, got (3) float32.", () => Zeros(1, 8, 8, 3).Conv(Zeros(16, 3, 3, 3), Zeros(3))),
        new("Conv", "Conv: groups must divide axis 0 of the weight, got 3 groups and (16, 3, 3, 1).", () => Zeros(1, 8, 8, 3).Conv(Zeros(16, 3, 3, 1), groups: 3)),
        new("Conv", "Conv: the input must have 4 axes (N, …, C) like the weight (16, 3, 3, 3), got (8, 8, 3).", () => Zeros(8, 8, 3).Conv(Zeros(16, 3, 3, 3))),
        new("ConvTranspose", "ConvTranspose2d(4 → 2, 3×3): the output padding must be below the stride 1 or the dilation 1, got 1.",
            () => Zeros(1, 5, 5, 4).ConvTranspose(Zeros(4, 3, 3, 2), outputPadding: 1)),
        new("MaxPool", "MaxPool(2): the padding must be at most half the kernel, got 2.", () => Zeros(1, 5, 5, 4).MaxPool(2, padding: 2)),
        new("MaxPool", "MaxPool(6): axis 1 of the input must be at least 6 for this kernel, got (1, 5, 5, 4).", () => Zeros(1, 5, 5, 4).MaxPool(6)),
        new("AveragePool", "AveragePool: the input must be (N, [[D,] H,] W, C), got (5, 4).", () => Zeros(5, 4).AveragePool(2)),
    ];

    static Tensor Zeros(params int[] shape) => Tensor.Zeros(shape);
}
