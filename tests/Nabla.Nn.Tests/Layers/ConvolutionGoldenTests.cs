using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Ops of the convolution family against PyTorch and SciPy: values and gradients by every input, channels last in the file.</summary>
public class ConvolutionGoldenTests
{
    static readonly Dictionary<string, Func<Tensor[], Tensor>> Ops = Padding().Concat(Pooling()).Concat(Resizing()).Concat(Sampling()).Concat(Signals())
        .ToDictionary(row => row.Name, row => row.Call);

    public static TheoryData<string, DType> Cases => GoldenFile.Cases(Ops.Keys);

    // Sums of up to 100 products of numbers near 1, in other orders: some 10 units in the last place of float64 (1e-16) and float32 (6e-8).
    [Theory, MemberData(nameof(Cases))]
    public void EqualsPyTorch(string name, DType dtype)
    {
        using var golden = new GoldenFile("convolution");
        var tolerance = dtype == DType.Float64 ? 1e-12 : 1e-5;
        var inputs = new List<Tensor>();
        for (var i = 0; golden.Has($"{name}/{i}"); i++)
            inputs.Add(golden[$"{name}/{i}"] is var x && x.DType.IsFloating() ? x.To(dtype).Track() : x);
        var y = Ops[name]([.. inputs]);
        GoldenFile.AssertClose(golden[$"{name}/y"], y, tolerance, $"{name}: output");
        if (!golden.Has($"{name}/g"))
            return;
        var gradients = y.Backward(golden[$"{name}/g"].To(dtype));
        foreach (var (i, x) in inputs.Index())
            if (golden.Has($"{name}/d{i}"))
                GoldenFile.AssertClose(golden[$"{name}/d{i}"], gradients[x], tolerance, $"{name}: gradient by input {i}");
    }

    static IEnumerable<(string Name, Func<Tensor[], Tensor> Call)> Padding()
    {
        foreach (var mode in (PadMode[])[PadMode.Reflect, PadMode.Replicate, PadMode.Circular])
        {
            var name = mode.ToString().ToLowerInvariant();
            yield return ($"pad {name}", x => x[0].Pad(2, 2, 1, mode).Pad(1, 0, 3, mode));
            yield return ($"pad1d {name}", x => x[0].Pad(1, 3, 2, mode));
        }

        yield return ("pad constant", x => x[0].Pad(2, 2, 1, 1.5).Pad(1, 0, 3, 1.5));
        yield return ("pixel shuffle", x => x[0].PixelShuffle(2));
        yield return ("pixel unshuffle", x => x[0].PixelUnshuffle(2));
        yield return ("channel shuffle", x => x[0].ChannelShuffle(3));
        yield return ("unfold plain", x => x[0].Im2Col(2));
        yield return ("unfold all", x => x[0].Im2Col((3, 2), (2, 1), (1, 2), (1, 2)));
        yield return ("fold plain", x => x[0].Col2Im([6, 5], 2));
        yield return ("fold all", x => x[0].Col2Im([6, 5], (3, 2), (2, 1), (1, 2), (1, 2)));
    }

    static IEnumerable<(string Name, Func<Tensor[], Tensor> Call)> Pooling() =>
    [
        ("max ceiling", x => x[0].MaxPool(3, 2, ceiling: true)),
        ("max ceiling padded", x => x[0].MaxPool(2, 2, 1, ceiling: true)),
        ("max3d ceiling", x => x[0].MaxPool(2, ceiling: true)),
        ("max positions", x => x[0].MaxPoolWithPositions(3, 2, 1).Positions),
        ("average ceiling", x => x[0].AveragePool(3, 2, 1, ceiling: true)),
        ("average ceiling uncounted", x => x[0].AveragePool(3, 2, 1, countPadding: false, ceiling: true)),
        ("average divisor", x => x[0].AveragePool((2, 3), 2, ceiling: true, divisor: 5)),
        ("average1d ceiling", x => x[0].AveragePool(4, 3, 2, ceiling: true)),
        ("average3d divisor", x => x[0].AveragePool(2, divisor: 3)),
        ("adaptive average 1d", x => x[0].AdaptiveAveragePool(3)),
        ("adaptive average 2d", x => x[0].AdaptiveAveragePool((3, 4))),
        ("adaptive average 3d", x => x[0].AdaptiveAveragePool((2, 3, 4))),
        ("adaptive average up", x => x[0].AdaptiveAveragePool((5, 7))),
        ("adaptive max 1d", x => x[0].AdaptiveMaxPool(3)),
        ("adaptive max 2d", x => x[0].AdaptiveMaxPool((3, 4))),
        ("adaptive max 3d", x => x[0].AdaptiveMaxPool((2, 3, 4))),
        ("adaptive max up", x => x[0].AdaptiveMaxPool((5, 7))),
        ("adaptive max positions", x => x[0].AdaptiveMaxPoolWithPositions((3, 4)).Positions),
        ("global max", x => x[0].GlobalMaxPool()),
        ("lp 2", x => x[0].LpPool(2, 3, 2)),
        ("lp 3 ceiling", x => x[0].LpPool(3, (2, 3), 2, ceiling: true)),
        ("lp 1.5", x => x[0].LpPool(1.5, 2)),
        ("unpool 1d", x => x[0].MaxUnpool(x[1], 2)),
        ("unpool 2d", x => x[0].MaxUnpool(x[1], 2)),
        ("unpool 3d", x => x[0].MaxUnpool(x[1], 2)),
        ("unpool sized", x => x[0].MaxUnpool(x[1], 2, size: (5, 7))),
        ("fractional 2d", x => x[0].FractionalMaxPool((2, 3), (4, 5), x[1])),
        ("fractional 3d", x => x[0].FractionalMaxPool(2, (3, 4, 2), x[1])),
    ];

    static IEnumerable<(string Name, Func<Tensor[], Tensor> Call)> Resizing()
    {
        yield return ("resize nearest 1d", x => x[0].Resize(8));
        yield return ("resize nearest 2d", x => x[0].Resize((3, 9)));
        yield return ("resize nearest 3d", x => x[0].Resize((4, 5, 3)));
        yield return ("resize nearest scale", x => x[0].ResizeBy([1.7, 2.6]));
        yield return ("resize nearest down", x => x[0].ResizeBy([0.45]));
        yield return ("resize exact", x => x[0].Resize((3, 9), ResizeMode.NearestExact));
        yield return ("resize exact scale", x => x[0].ResizeBy([1.6], ResizeMode.NearestExact));
        foreach (var align in (bool[])[false, true])
        {
            var tag = align ? " aligned" : "";
            yield return ($"resize linear 1d{tag}", x => x[0].Resize(8, ResizeMode.Linear, align));
            yield return ($"resize linear 2d{tag}", x => x[0].Resize((3, 9), ResizeMode.Linear, align));
            yield return ($"resize linear 3d{tag}", x => x[0].Resize((4, 5, 3), ResizeMode.Linear, align));
            yield return ($"resize linear scale{tag}", x => x[0].ResizeBy([1.7, 2.6], ResizeMode.Linear, align));
            yield return ($"resize cubic{tag}", x => x[0].Resize((3, 9), ResizeMode.Cubic, align));
            yield return ($"resize cubic scale{tag}", x => x[0].ResizeBy([1.7], ResizeMode.Cubic, align));
            yield return ($"resize linear antialiased{tag}", x => x[0].Resize((4, 11), ResizeMode.Linear, align, antialias: true));
            yield return ($"resize cubic antialiased{tag}", x => x[0].Resize((4, 11), ResizeMode.Cubic, align, antialias: true));
        }

        yield return ("resize area", x => x[0].Resize((3, 4), ResizeMode.Area));
        yield return ("resize linear one", x => x[0].Resize(1, ResizeMode.Linear, alignCorners: true));
    }

    static IEnumerable<(string Name, Func<Tensor[], Tensor> Call)> Sampling()
    {
        foreach (var (mode, word) in ((SampleMode, string)[])[(SampleMode.Linear, "bilinear"), (SampleMode.Nearest, "nearest"), (SampleMode.Cubic, "bicubic")])
            foreach (var pad in (SamplePadding[])[SamplePadding.Zeros, SamplePadding.Border, SamplePadding.Reflection])
                foreach (var align in (bool[])[false, true])
                    yield return ($"grid {word} {pad.ToString().ToLowerInvariant()}{(align ? " aligned" : "")}",
                        x => x[0].GridSample(x[1], mode, pad, align));
        yield return ("grid3d bilinear zeros", x => x[0].GridSample(x[1]));
        yield return ("grid3d bilinear reflection", x => x[0].GridSample(x[1], padding: SamplePadding.Reflection, alignCorners: true));
        yield return ("grid3d nearest border", x => x[0].GridSample(x[1], SampleMode.Nearest, SamplePadding.Border));
        foreach (var align in (bool[])[false, true])
        {
            var tag = align ? " aligned" : "";
            yield return ($"affine 2d{tag}", x => x[0].AffineGrid((3, 4), align));
            yield return ($"affine 3d{tag}", x => x[0].AffineGrid((2, 3, 4), align));
            yield return ($"affine one{tag}", x => x[0].AffineGrid((1, 3), align));
            yield return ($"transformer{tag}", x => x[0].GridSample(x[1].AffineGrid((5, 4), align), alignCorners: align));
        }
    }

    static IEnumerable<(string Name, Func<Tensor[], Tensor> Call)> Signals()
    {
        foreach (var size in (ConvolveSize[])[ConvolveSize.Full, ConvolveSize.Same, ConvolveSize.Valid])
            foreach (var axes in (string[])["1d", "2d", "3d"])
            {
                yield return ($"convolve {size.ToString().ToLowerInvariant()} {axes}", x => x[0].Convolve(x[1], size));
                yield return ($"correlate {size.ToString().ToLowerInvariant()} {axes}", x => x[0].Correlate(x[1], size));
            }
    }
}
