using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>Poolings beyond maximum and average over equal windows, windows as matrices, and channels as space.</summary>
public static partial class OpCases
{
    // Window q of an axis of adaptive pooling: ⌊q · in / out⌋ … ⌈(q + 1) · in / out⌉ − 1.
    static Grid Adaptive(Grid x, int[] size, Func<List<(double Value, int Position)>, double> combine) =>
        Grid.From([x.Shape[0], .. size, x.Shape[^1]], i =>
        {
            int[] from = [.. size.Select((o, a) => i[a + 1] * x.Shape[a + 1] / o)];
            int[] to = [.. size.Select((o, a) => (int)Math.Ceiling((i[a + 1] + 1.0) * x.Shape[a + 1] / o))];
            var seen = new List<(double, int)>();
            foreach (var tap in Grid.All([.. from.Zip(to, (f, t) => t - f)]))
            {
                int[] place = [.. from.Zip(tap, (f, t) => f + t)];
                seen.Add((x[[i[0], .. place, i[^1]]], place.Select((p, axis) => (p, x.Shape[axis + 1])).Aggregate(0, (at, p) => at * p.Item2 + p.p)));
            }

            return combine(seen);
        });

    // Windows of 2 × 3 of (N, 6, 7, C) to 3 × 4, at ⌊(q + u) α⌋ − ⌊u α⌋, the last at in − kernel.
    static Grid Fractional(Grid x, Grid u, Func<(double Value, int Position), double> choose) => Grid.From([x.Shape[0], 3, 4, x.Shape[3]], i =>
    {
        int Start(int axis, int input, int kernel, int output)
        {
            var (sample, alpha) = (u[i[0], i[3], axis], (input - kernel) / (output - 1.0));
            return i[axis + 1] == output - 1 ? input - kernel : (int)((i[axis + 1] + sample) * alpha) - (int)(sample * alpha);
        }

        var (top, left) = (Start(0, 6, 2, 3), Start(1, 7, 3, 4));
        return choose(Grid.All([2, 3]).Select(t => (x[i[0], top + t[0], left + t[1], i[3]], (top + t[0]) * 7 + left + t[1])).MaxBy(e => e.Item1));
    });

    static double Chosen(List<(double Value, int Position)> window, double sample)
    {
        var (limit, before, chosen) = (sample * window.Sum(e => e.Value), 0.0, 0.0);
        foreach (var (value, _) in window)
        {
            chosen = before <= limit ? value : chosen;
            before += value;
        }

        return chosen;
    }

    // Row q of the matrix: its window's taps, each with its channels; 0 outside.
    static Grid Unfolded(Window s, int[] kernel, Grid x)
    {
        int[] output = [.. kernel.Select((k, axis) => s.Count(x.Shape[axis + 1], k, axis))];
        var (windows, taps, channels) = (Grid.All(output).ToArray(), Grid.All(kernel).ToArray(), x.Shape[^1]);
        return Grid.From([x.Shape[0], windows.Length, taps.Length * channels], i =>
        {
            var place = s.Place(windows[i[1]], taps[i[2] / channels]);
            return Inside(place, x) ? x[[i[0], .. place, i[2] % channels]] : 0;
        });
    }

    static Grid Folded(Window s, int[] kernel, Grid rows, params int[] shape)
    {
        var x = new Grid(shape);
        int[] output = [.. kernel.Select((k, axis) => s.Count(shape[axis + 1], k, axis))];
        var (windows, taps) = (Grid.All(output).ToArray(), Grid.All(kernel).ToArray());
        foreach (var i in rows.Indices())
            if (s.Place(windows[i[1]], taps[i[2] / shape[^1]]) is var place && Inside(place, x))
                x[[i[0], .. place, i[2] % shape[^1]]] += rows[i];
        return x;
    }

    static readonly long[] Unpooled = [5, 0, 7, 2, 11, 10, 1, 4, 9, 3, 6, 8];      // each place of 3 × 4 once

    static Tensor Places => Tensor.Of(Unpooled).Reshape(1, 3, 2, 2);

    static OpInput MoreThanZero(params int[] shape) => new(shape, 0.1, 2);

    static OpInput Share(params int[] shape) => new(shape, 0, 1);

    static IEnumerable<OpCase> Windows =>
    [
        new("AveragePool", "ceiling", x => x[0].AveragePool(2, ceiling: true),
            x => Pool(new([2, 2], [0, 0], [1, 1]), [2, 2], Grown(x[0], 6, 4), v => v.Where(e => !double.IsNaN(e.Value)).Average(e => e.Value)), In(1, 5, 3, 2)),
        new("AveragePool", "divisor", x => x[0].AveragePool(2, divisor: 7), x => Pool(new([2, 2], [0, 0], [1, 1]), [2, 2], x[0], v => v.Sum(e => e.Value) / 7), In(1, 4, 4, 2)),
        new("MaxPool", "ceiling", x => x[0].MaxPool(2, ceiling: true),
            x => Pool(new([2, 2], [0, 0], [1, 1]), [2, 2], Grown(x[0], 6, 4), v => v.Where(e => !double.IsNaN(e.Value)).Max(e => e.Value)), In(1, 5, 3, 2)),
        new("AdaptiveAveragePool", "1-D", x => x[0].AdaptiveAveragePool(3), x => Adaptive(x[0], [3], v => v.Average(e => e.Value)), In(2, 7, 3)),
        new("AdaptiveAveragePool", "2-D", x => x[0].AdaptiveAveragePool((3, 2)), x => Adaptive(x[0], [3, 2], v => v.Average(e => e.Value)), In(2, 5, 6, 3)),
        new("AdaptiveAveragePool", "3-D, to a larger size", x => x[0].AdaptiveAveragePool((2, 5, 3)),
            x => Adaptive(x[0], [2, 5, 3], v => v.Average(e => e.Value)), In(1, 3, 2, 4, 2)),
        new("AdaptiveMaxPool", "2-D", x => x[0].AdaptiveMaxPool((3, 2)), x => Adaptive(x[0], [3, 2], v => v.Max(e => e.Value)), In(2, 5, 6, 3)),
        new("AdaptiveMaxPool", "1-D, to a larger size", x => x[0].AdaptiveMaxPool(7), x => Adaptive(x[0], [7], v => v.Max(e => e.Value)), In(2, 3, 9)),
        new("AdaptiveMaxPoolWithPositions", "", x => x[0].AdaptiveMaxPoolWithPositions((3, 2)).Positions,
            x => Adaptive(x[0], [3, 2], v => v.MaxBy(e => e.Value).Position), In(2, 5, 6, 3)) { Order = 0 },
        new("GlobalMaxPool", "", x => x[0].GlobalMaxPool(), x => x[0].Reduce(v => v.Max(), 1, 2).Drop(1, 2), In(2, 3, 4, 5)),
        new("LpPool", "p = 3", x => x[0].LpPool(3, 2), x => Pool(new([2, 2], [0, 0], [1, 1]), [2, 2], x[0], v => Math.Cbrt(v.Sum(e => Math.Pow(e.Value, 3)))), MoreThanZero(1, 4, 6, 2)),
        new("LpPool", "p = 2, overlapping", x => x[0].LpPool(2, 3, 1), x => Pool(new([1], [0], [1]), [3], x[0], v => Math.Sqrt(v.Sum(e => e.Value * e.Value))), MoreThanZero(2, 5, 3)),
        new("MaxUnpool", "", x => x[0].MaxUnpool(Places, (1, 2)), x => Grid.From([1, 3, 4, 2], i =>
        {
            var at = Array.IndexOf(Unpooled, i[1] * 4 + i[2]);
            return at >= 0 && at % 2 == i[3] ? x[0].Values[at] : 0;
        }), In(1, 3, 2, 2)),
        new("FractionalMaxPool", "", x => x[0].FractionalMaxPool((2, 3), (3, 4), x[1]), x => Fractional(x[0], x[1], e => e.Value), In(2, 6, 7, 3), Share(2, 3, 2)),
        new("FractionalMaxPoolWithPositions", "", x => x[0].FractionalMaxPoolWithPositions((2, 3), (3, 4), x[1]).Positions,
            x => Fractional(x[0], x[1], e => e.Position), In(2, 6, 7, 3), Share(2, 3, 2)) { Order = 0 },
        new("StochasticPool", "samples", x => x[0].StochasticPool(2, x[1]), x =>
        {
            var window = 0;
            return Pool(new([2, 2], [0, 0], [1, 1]), [2, 2], x[0], v => Chosen(v, x[1].Values[window++]));
        }, MoreThanZero(2, 4, 6, 3), Share(2, 2, 3, 3)),
        new("StochasticPool", "drawn", x => x[0].StochasticPool(2, new Rng(5)), x =>
        {
            var (window, samples) = (0, Grid.Of(new Rng(5).Uniform([1, 2, 2, 2], dtype: DType.Float64)));
            return Pool(new([2, 2], [0, 0], [1, 1]), [2, 2], x[0], v => Chosen(v, samples.Values[window++]));
        }, MoreThanZero(1, 4, 4, 2)),
        new("StochasticPoolMean", "", x => x[0].StochasticPoolMean(2), x => Pool(new([2, 2], [0, 0], [1, 1]), [2, 2], x[0], v =>
        {
            var positive = v.Select(e => Math.Max(0, e.Value)).ToArray();
            return positive.Sum() == 0 ? 0 : positive.Sum(e => e * e) / positive.Sum();
        }), In(2, 4, 6, 3)),
        new("Im2Col", "1-D", x => x[0].Im2Col(3), x => Unfolded(Window.Plain(1), [3], x[0]), In(2, 6, 2)),
        new("Im2Col", "2-D, every setting differs", x => x[0].Im2Col((3, 2), (2, 1), (1, 2), (1, 2)),
            x => Unfolded(new([2, 1], [1, 2], [1, 2]), [3, 2], x[0]), In(2, 5, 4, 3)),
        new("Im2Col", "3-D", x => x[0].Im2Col(2, 2), x => Unfolded(new([2, 2, 2], [0, 0, 0], [1, 1, 1]), [2, 2, 2], x[0]), In(1, 4, 3, 5, 2)),
        new("Im2Col", "times the weights is a convolution", x => x[0].Im2Col(3, padding: 1).MatMul(x[1].Reshape(4, -1).T).Reshape(2, 4, 5, 4),
            x => Convolve(new([1, 1], [1, 1], [1, 1]), x[0], x[1], null), In(2, 4, 5, 3), In(4, 3, 3, 3)),
        new("Col2Im", "2-D, every setting differs", x => x[0].Col2Im([5, 4], (3, 2), (2, 1), (1, 2), (1, 2)),
            x => Folded(new([2, 1], [1, 2], [1, 2]), [3, 2], x[0], 2, 5, 4, 3), In(2, 18, 18)),
        new("Col2Im", "1-D", x => x[0].Col2Im([6], 3), x => Folded(Window.Plain(1), [3], x[0], 2, 6, 2), In(2, 4, 6)),
        new("PixelShuffle", "", x => x[0].PixelShuffle(2),
            x => Grid.From([2, 4, 6, 3], i => x[0][i[0], i[1] / 2, i[2] / 2, i[3] * 4 + i[1] % 2 * 2 + i[2] % 2]), In(2, 2, 3, 12)),
        new("PixelShuffle", "1-D", x => x[0].PixelShuffle(3), x => Grid.From([2, 6, 2], i => x[0][i[0], i[1] / 3, i[2] * 3 + i[1] % 3]), In(2, 2, 6)),
        new("PixelUnshuffle", "", x => x[0].PixelUnshuffle(2),
            x => Grid.From([2, 2, 3, 12], i => x[0][i[0], i[1] * 2 + i[3] / 2 % 2, i[2] * 2 + i[3] % 2, i[3] / 4]), In(2, 4, 6, 3)),
        new("ChannelShuffle", "", x => x[0].ChannelShuffle(3), x => Grid.From([2, 3, 6], i => x[0][i[0], i[1], i[2] % 3 * 2 + i[2] / 3]), In(2, 3, 6)),
    ];

    // With NaN behind the ends, where windows reach over.
    static Grid Grown(Grid x, int height, int width) => Grid.From([x.Shape[0], height, width, x.Shape[3]],
        i => i[1] < x.Shape[1] && i[2] < x.Shape[2] ? x[i] : double.NaN);

    static IEnumerable<ErrorCase> WrongWindows =>
    [
        new("AveragePool", "AveragePool(2): the divisor must be at least 1, got 0.", () => Zeros(1, 4, 4, 2).AveragePool(2, divisor: 0)),
        new("AdaptiveAveragePool", "AdaptiveAveragePool(0): the size must be at least 1, got 0.", () => Zeros(1, 4, 4, 2).AdaptiveAveragePool(0)),
        new("AdaptiveMaxPool", "AdaptiveMaxPool(2): the spatial axes must not be empty, got (1, 0, 4, 2).", () => Zeros(1, 0, 4, 2).AdaptiveMaxPool(2)),
        new("GlobalMaxPool", "GlobalMaxPool: the input must be (N, …, C) with a spatial axis, got (4, 2).", () => Zeros(4, 2).GlobalMaxPool()),
        new("LpPool", "LpPool(2): the power must be above 0, got 0.", () => Zeros(1, 4, 4, 2).LpPool(0, 2)),
        new("MaxUnpool", "MaxUnpool: the positions must be (1, 2, 2, 3) int32 like the input, got (1, 2, 2, 3) float32.",
            () => Zeros(1, 2, 2, 3).MaxUnpool(Zeros(1, 2, 2, 3), 2)),
        new("MaxUnpool", "MaxUnpool: a position must be in 0 … 15, got 16.", () => Zeros(1, 2, 2, 1).MaxUnpool(Tensor.Full([1, 2, 2, 1], 16, DType.Int32), 2)),
        new("FractionalMaxPool", "FractionalMaxPool(2): size + kernel − 1 must not exceed the input's axes, got size 4 for (1, 4, 4, 2).",
            () => Zeros(1, 4, 4, 2).FractionalMaxPool(2, 4, Zeros(1, 2, 2))),
        new("FractionalMaxPool", "FractionalMaxPool(2): the samples must be (1, 2, 2) float32, got (2) float32.",
            () => Zeros(1, 4, 4, 2).FractionalMaxPool(2, 3, Zeros(2))),
        new("StochasticPool", "StochasticPool(2): the samples must be (1, 2, 2, 2) float32, got (3) float32.", () => Zeros(1, 4, 4, 2).StochasticPool(2, Zeros(3))),
        new("Im2Col", "Im2Col(5): axis 1 of the input must be at least 5 for this kernel, got (1, 4, 6, 2).", () => Zeros(1, 4, 6, 2).Im2Col(5)),
        new("Col2Im", "Col2Im(2): the input must be (1, 9, 8) for this size, got (1, 8, 8).", () => Zeros(1, 8, 8).Col2Im([4, 4], 2)),
        new("Col2Im", "Col2Im(2): axis 2 of the input must be a multiple of 4, got (1, 9, 6).", () => Zeros(1, 9, 6).Col2Im([4, 4], 2)),
        new("PixelShuffle", "PixelShuffle(2): the channels must be a multiple of 4, got (1, 2, 2, 6).", () => Zeros(1, 2, 2, 6).PixelShuffle(2)),
        new("PixelUnshuffle", "PixelUnshuffle(2): axis 2 must be a multiple of 2, got (1, 2, 3, 6).", () => Zeros(1, 2, 3, 6).PixelUnshuffle(2)),
        new("ChannelShuffle", "ChannelShuffle: groups must divide the last axis, got 4 groups and (2, 6).", () => Zeros(2, 6).ChannelShuffle(4)),
    ];
}
