using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>Borders, resizing, sampling at any places, and convolution of plain signals.</summary>
public static partial class OpCases
{
    static Grid Padded(Grid x, int axis, int before, int after, Func<int, int, int> source)
    {
        int[] shape = [.. x.Shape];
        shape[axis] += before + after;
        return Grid.From(shape, i =>
        {
            int[] from = [.. i];
            from[axis] = source(i[axis] - before, x.Shape[axis]);
            return x[from];
        });
    }

    static double Hat(double distance) => Math.Max(0, 1 - Math.Abs(distance));

    // Keys 1981 with a = −0.75
    static double Bump(double distance)
    {
        var t = Math.Abs(distance);
        return t <= 1 ? 1.25 * t * t * t - 2.25 * t * t + 1 : t < 2 ? -0.75 * (t * t * t - 5 * t * t + 8 * t - 4) : 0;
    }

    // y = Σ over pixels j, also repeated ones outside, of k(place − j) x[j], along each axis in turn.
    static Grid Resized(Grid x, int[] size, Func<int, int, int, double> place, Func<double, double> kernel)
    {
        for (var axis = 1; axis <= size.Length; axis++)
        {
            var (from, at, input) = (x, axis, x.Shape[axis]);
            int[] shape = [.. x.Shape];
            shape[axis] = size[axis - 1];
            x = Grid.From(shape, i => Enumerable.Range(-4, input + 8).Sum(j =>
            {
                int[] source = [.. i];
                source[at] = Math.Clamp(j, 0, input - 1);
                return kernel(place(i[at], input, size[at - 1]) - j) * from[source];
            }));
        }

        return x;
    }

    static double Centre(int q, int input, int output) => (q + 0.5) * input / output - 0.5;

    static double Corner(int q, int input, int output) => q * (input - 1.0) / (output - 1);

    // y[q] = Σ over pixels of k(y − i) k(x − j) x[i, j], zeros outside; move puts a coordinate of pixels where the padding says.
    static Grid Sampled(Grid x, Grid grid, Func<double, double> kernel, Func<double, int, double> move) =>
        Grid.From([.. grid.Shape[..^1], x.Shape[^1]], i =>
        {
            double Place(int axis, int size) => move(((grid[[.. i[..^1], axis]] + 1) * size - 1) / 2, size);
            var (across, down) = (Place(0, x.Shape[2]), Place(1, x.Shape[1]));
            return Grid.All([x.Shape[1], x.Shape[2]]).Sum(p => kernel(down - p[0]) * kernel(across - p[1]) * x[i[0], p[0], p[1], i[^1]]);
        });

    // y[i] = Σ over j of x[i − j] k[j], from index `first` of the full convolution on
    static Grid Convolved(Grid x, Grid k, int[] shape, Func<int, int> first) => Grid.From(shape, i => Grid.All(k.Shape).Sum(j =>
    {
        int[] at = [.. i.Select((_, axis) => i[axis] + first(k.Shape[axis]) - j[axis])];
        return at.Where((a, axis) => a < 0 || a >= x.Shape[axis]).Any() ? 0 : x[at] * k[j];
    }));

    static Grid MirroredGrid(Grid k) => Grid.From(k.Shape, i => k[[.. i.Select((p, axis) => k.Shape[axis] - 1 - p)]]);

    static Grid Column(Grid x) => new(x.Values.Length, 1) { Values = x.Values };

    static IEnumerable<OpCase> Borders =>
    [
        new("Pad", "reflect", x => x[0].Pad(1, 2, 3, PadMode.Reflect),
            x => Padded(x[0], 1, 2, 3, (i, n) => i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i), In(2, 4, 3)),
        new("Pad", "replicate", x => x[0].Pad(-1, 5, 1, PadMode.Replicate), x => Padded(x[0], 1, 5, 1, (i, n) => Math.Clamp(i, 0, n - 1)), In(2, 3)),
        new("Pad", "circular", x => x[0].Pad(0, 2, 3, PadMode.Circular), x => Padded(x[0], 0, 2, 3, (i, n) => (i + n) % n), In(3, 2, 2)),
        new("Pad", "zeros by mode", x => x[0].Pad(0, 1, 0, PadMode.Zeros), x => Grid.From([4, 2], i => i[0] == 0 ? 0 : x[0][i[0] - 1, i[1]]), In(3, 2)),
    ];

    static IEnumerable<OpCase> Resizing =>
    [
        new("Resize", "nearest", x => x[0].Resize((3, 7)), x => Grid.From([2, 3, 7, 3], i => x[0][i[0], i[1] * 5 / 3, i[2] * 4 / 7, i[3]]), In(2, 5, 4, 3)),
        new("Resize", "nearest-exact", x => x[0].Resize(7, ResizeMode.NearestExact), x => Grid.From([2, 7, 3], i => x[0][i[0], (2 * i[1] + 1) * 5 / 14, i[2]]), In(2, 5, 3)),
        new("Resize", "linear", x => x[0].Resize(8, ResizeMode.Linear), x => Resized(x[0], [8], Centre, Hat), In(2, 5, 3)),
        new("Resize", "bilinear", x => x[0].Resize((3, 9), ResizeMode.Linear), x => Resized(x[0], [3, 9], Centre, Hat), In(2, 5, 4, 9)),
        new("Resize", "bilinear, corners aligned", x => x[0].Resize((3, 9), ResizeMode.Linear, alignCorners: true),
            x => Resized(x[0], [3, 9], Corner, Hat), In(1, 5, 4, 2)),
        new("Resize", "trilinear", x => x[0].Resize((4, 2, 5), ResizeMode.Linear), x => Resized(x[0], [4, 2, 5], Centre, Hat), In(1, 2, 3, 4, 2)),
        new("Resize", "bicubic", x => x[0].Resize((3, 9), ResizeMode.Cubic), x => Resized(x[0], [3, 9], Centre, Bump), In(1, 5, 4, 2)),
        new("Resize", "antialiased", x => x[0].Resize(3, ResizeMode.Linear, antialias: true),
            x => Grid.From([1, 3, 2], i => Enumerable.Range(0, 9).Select(j => Hat((3 * i[1] + 1 - j) / 3.0)).ToArray() is var w
                ? Enumerable.Range(0, 9).Sum(j => w[j] * x[0][i[0], j, i[2]]) / w.Sum() : 0), In(1, 9, 2)),
        new("Resize", "area", x => x[0].Resize((3, 2), ResizeMode.Area), x => Adaptive(x[0], [3, 2], v => v.Average(e => e.Value)), In(1, 5, 7, 2)),
        new("ResizeBy", "bilinear", x => x[0].ResizeBy([1.7, 2.6], ResizeMode.Linear), x => Resized(x[0], [8, 10],
            (q, input, _) => Math.Clamp((q + 0.5) / (input == 5 ? 1.7 : 2.6) - 0.5, 0, input - 1), Hat), In(1, 5, 4, 2)),
        new("GridSample", "bilinear, zeros", x => x[0].GridSample(x[1]), x => Sampled(x[0], x[1], Hat, (p, _) => p), In(2, 4, 5, 3), new OpInput([2, 3, 4, 2], -1.3, 1.3)),
        new("GridSample", "bilinear, border", x => x[0].GridSample(x[1], padding: SamplePadding.Border),
            x => Sampled(x[0], x[1], Hat, (p, n) => Math.Clamp(p, 0, n - 1)), In(1, 4, 5, 9), new OpInput([1, 3, 4, 2], -1.3, 1.3)),
        new("GridSample", "bilinear, reflection", x => x[0].GridSample(x[1], padding: SamplePadding.Reflection),
            x => Sampled(x[0], x[1], Hat, (p, n) => Math.Clamp(p < -0.5 ? -1 - p : p > n - 0.5 ? 2 * n - 1 - p : p, 0, n - 1)),
            In(1, 4, 5, 2), new OpInput([1, 3, 4, 2], -1.5, 1.5)),
        new("GridSample", "bicubic", x => x[0].GridSample(x[1], SampleMode.Cubic), x => Sampled(x[0], x[1], Bump, (p, _) => p), In(1, 4, 5, 3), new OpInput([1, 3, 2, 2], -1.1, 1.1)),
        new("GridSample", "nearest", x => x[0].GridSample(x[1], SampleMode.Nearest),
            x => Sampled(x[0], x[1], d => d == 0 ? 1 : 0, (p, _) => Math.Round(p)), In(1, 4, 5, 3), new OpInput([1, 3, 2, 2], -1.1, 1.1)),
        new("GridSample", "3-D, coordinates that are constant in depth", x => x[0].GridSample(x[1].Pad(-1, 0, 1)),
            x => Sampled(new(1, 4, 5, 2) { Values = x[0].Values[40..80] }, new(1, 3, 2, 2) { Values = x[1].Values }, Hat, (p, _) => p) is var y
                ? new Grid(1, 3, 2, 1, 2) { Values = y.Values } : y, In(1, 3, 4, 5, 2), new OpInput([1, 3, 2, 1, 2], -1.1, 1.1)),
        new("GridSample", "1-D", x => x[0].GridSample(x[1]), x => Grid.From([2, 4, 3],
            i => Enumerable.Range(0, 5).Sum(j => Hat(((x[1][i[0], i[1], 0] + 1) * 5 - 1) / 2 - j) * x[0][i[0], j, i[2]])), In(2, 5, 3), new OpInput([2, 4, 1], -1.1, 1.1)),
        new("AffineGrid", "2-D", x => x[0].AffineGrid((3, 4)), x => Grid.From([2, 3, 4, 2], i =>
            x[0][i[0], i[3], 0] * ((2 * i[2] + 1) / 4.0 - 1) + x[0][i[0], i[3], 1] * ((2 * i[1] + 1) / 3.0 - 1) + x[0][i[0], i[3], 2]), In(2, 2, 3)),
        new("AffineGrid", "2-D, corners aligned", x => x[0].AffineGrid((3, 4), alignCorners: true), x => Grid.From([1, 3, 4, 2], i =>
            x[0][0, i[3], 0] * (i[2] * 2 / 3.0 - 1) + x[0][0, i[3], 1] * (i[1] - 1) + x[0][0, i[3], 2]), In(1, 2, 3)),
    ];

    static IEnumerable<OpCase> Signals =>
    [
        new("Convolve", "1-D, full", x => x[0].Convolve(x[1]), x => Convolved(x[0], x[1], [9], _ => 0), In(6), In(4)),
        new("Convolve", "1-D, same", x => x[0].Convolve(x[1], ConvolveSize.Same), x => Convolved(x[0], x[1], [6], k => (k - 1) / 2), In(6), In(4)),
        new("Convolve", "2-D, valid", x => x[0].Convolve(x[1], ConvolveSize.Valid), x => Convolved(x[0], x[1], [4, 2], k => k - 1), In(6, 5), In(3, 4)),
        new("Convolve", "a kernel larger than the signal", x => x[0].Convolve(x[1], ConvolveSize.Same), x => Convolved(x[0], x[1], [3], k => (k - 1) / 2), In(3), In(6)),
        new("Correlate", "1-D, full", x => x[0].Correlate(x[1]), x => Convolved(x[0], MirroredGrid(x[1]), [9], _ => 0), In(6), In(4)),
        new("Correlate", "2-D, same", x => x[0].Correlate(x[1], ConvolveSize.Same), x => Convolved(x[0], MirroredGrid(x[1]), [6, 5], k => (k - 1) / 2), In(6, 5), In(3, 4)),
        new("Correlate", "3-D, valid", x => x[0].Correlate(x[1], ConvolveSize.Valid), x => Convolved(x[0], MirroredGrid(x[1]), [3, 2, 2], k => k - 1), In(4, 4, 3), In(2, 3, 2)),
        new("Toeplitz", "1-D, full", x => x[0].Toeplitz(5).MatMul(x[1].Unsqueeze(-1)), x => Column(Convolved(x[1], x[0], [7], _ => 0)), In(3), In(5)),
        new("Toeplitz", "constant along diagonals", x => x[0].Toeplitz(4), x => Grid.From([6, 4], i => i[0] - i[1] is >= 0 and < 3 ? x[0][i[0] - i[1]] : 0), In(3)),
        new("Toeplitz", "2-D, doubly blocked", x => x[0].Toeplitz((3, 4), ConvolveSize.Same).MatMul(x[1].Reshape(-1, 1)),
            x => Column(Convolved(x[1], x[0], [3, 4], k => (k - 1) / 2)), In(2, 3), In(3, 4)),
        new("ConvMatrix", "", x => x[0].ConvMatrix((4, 5), stride: (2, 1), padding: 1, groups: 2).MatMul(x[1].Reshape(-1, 1)),
            x => Column(Convolve(new([2, 1], [1, 1], [1, 1], 2), x[1], x[0], null)), In(4, 3, 3, 1), In(1, 4, 5, 2)),
    ];

    static IEnumerable<ErrorCase> WrongSampling =>
    [
        new("Pad", "Pad(Reflect): at most 3 elements can be added before and after axis 1 of (2, 4), got 4 and 0.", () => Zeros(2, 4).Pad(1, 4, 0, PadMode.Reflect)),
        new("Pad", "Pad(Circular): at most 4 elements can be added before and after axis 1 of (2, 4), got 0 and 5.", () => Zeros(2, 4).Pad(1, 0, 5, PadMode.Circular)),
        new("Pad", "Pad(Replicate): elements must be floating-point, got int64; convert with To(DType.Float32).", () => Tensor.Range(3).Pad(0, 1, 1, PadMode.Replicate)),
        new("Resize", "Resize: only the modes Linear and Cubic can align corners or be antialiased, got Nearest.", () => Zeros(1, 4, 4, 2).Resize(2, alignCorners: true)),
        new("Resize", "Resize: the spatial axes must be at least 1 before and after, got (1, 4, 4, 2) to (0, 0).", () => Zeros(1, 4, 4, 2).Resize(0)),
        new("ResizeBy", "ResizeBy: the scales must be one factor above 0 or 2, got (1, 2, 3).", () => Zeros(1, 4, 4, 2).ResizeBy([1, 2, 3])),
        new("GridSample", "GridSample: the grid must be (2, OH, OW, 2) float32 for the input (2, 4, 4, 3), got (1, 4, 4, 2) float32.",
            () => Zeros(2, 4, 4, 3).GridSample(Zeros(1, 4, 4, 2))),
        new("AffineGrid", "AffineGrid: the maps must be (N, 2, 3) or (N, 3, 4) of floating-point numbers, got (2, 3) float32.", () => Zeros(2, 3).AffineGrid(4)),
        new("Convolve", "Convolve: signal and kernel must have the same one to three axes, got (6) and (2, 2).", () => Zeros(6).Convolve(Zeros(2, 2))),
        new("Convolve", "Convolve: for Valid the kernel must fit into the signal, got (4) and (3).", () => Zeros(3).Convolve(Zeros(4), ConvolveSize.Valid)),
        new("Correlate", "Correlate: both must be of one floating-point dtype, got float32 and float64.", () => Zeros(3).Correlate(Tensor.Zeros([2], DType.Float64))),
        new("Toeplitz", "Toeplitz: the kernel must have one to three axes, got (1, 2, 3, 4).", () => Zeros(1, 2, 3, 4).Toeplitz(4)),
        new("ConvMatrix", "ConvMatrix: the weight must be (O, [[KD,] KH,] KW, C / groups), got (3, 3).", () => Zeros(3, 3).ConvMatrix(4)),
    ];
}
