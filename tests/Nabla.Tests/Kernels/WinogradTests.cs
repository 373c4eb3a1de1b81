using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

[Collection(nameof(ThreadCount))]
public unsafe class WinogradTests
{
    /// <summary>Batch, depth, height, width, padding, input channels, output channels.</summary>
    public static TheoryData<int, int, int, int, int, int, int> Shapes() => new()
    {
        { 2, 1, 8, 8, 1, 16, 32 },          // whole tiles
        { 1, 1, 7, 7, 1, 32, 16 },          // a row and a column short of whole tiles
        { 3, 1, 13, 5, 1, 16, 48 },         // one row beyond whole tiles; a last panel of one register
        { 1, 1, 6, 6, 0, 16, 16 },          // one tile, no padding
        { 2, 1, 9, 10, 0, 48, 32 },
        { 2, 1, 3, 3, 0, 16, 16 },          // one output
        { 5, 1, 1, 1, 1, 16, 32 },          // an image of one pixel
        { 1, 1, 4, 30, 1, 16, 16 },
        { 1, 1, 5, 6, 2, 32, 32 },          // more outputs than inputs; the gradient has no padding
        { 2, 3, 6, 5, 1, 16, 32 },          // a 1×3×3 kernel on volumes
        { 4, 1, 28, 28, 1, 32, 32 },        // several blocks
        { 1, 1, 12, 12, 1, 256, 64 },
        { 2, 1, 7, 7, 1, 80, 160 },         // fewer tiles than weights: by panels, three slices of two and one of one
    };

    /// <summary>Batch, side, channels in and out, and whether Winograd is taken, as measured on 16 lanes.</summary>
    public static TheoryData<int, int, int, int, bool> Choices() => new()
    {
        { 16, 56, 64, 64, true },
        { 1, 56, 64, 64, true },
        { 64, 28, 32, 64, true },
        { 8, 14, 256, 256, true },
        { 64, 32, 16, 16, true },
        { 64, 8, 64, 64, true },
        { 8, 7, 512, 512, true },
        { 1, 7, 512, 512, false },
        { 2, 8, 64, 64, false },
        { 16, 56, 64, 60, false },
        { 16, 224, 3, 64, false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EqualsTheDefinition(int n, int d, int h, int w, int padding, int inputs, int outputs)
    {
        var s = Shape(n, d, h, w, padding, inputs, outputs);
        Check<Wide<float>>(s);
        Check<Half<float>>(s);
        Check<Plain<float>>(s);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void BitsDoNotDependOnThreads(int n, int d, int h, int w, int padding, int inputs, int outputs)
    {
        var s = Shape(n, d, h, w, padding, inputs, outputs);
        foreach (var backward in (bool[])[false, true])
        {
            var one = ThreadCount.With(1, () => Run<Plain<float>>(s, backward, out _, out _, out _));
            var three = ThreadCount.With(3, () => Run<Plain<float>>(s, backward, out _, out _, out _));
            Assert.True(one.AsSpan().SequenceEqual(three));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void WeightGradientEqualsTheDefinition(int n, int d, int h, int w, int padding, int inputs, int outputs)
    {
        var s = Shape(n, d, h, w, padding, inputs, outputs);
        CheckWeights<Wide<float>>(s);
        CheckWeights<Half<float>>(s);
        CheckWeights<Plain<float>>(s);
    }

    [Theory]
    [InlineData(64, 32, 16, 16)]        // slices of several parts
    [InlineData(6, 28, 32, 64)]
    [InlineData(2, 7, 256, 96)]         // a slice for all tiles, cut by panels
    public void WeightGradientsBitsDoNotDependOnThreads(int n, int side, int inputs, int outputs)
    {
        var s = Shape(n, 1, side, side, 1, inputs, outputs);
        var one = ThreadCount.With(1, () => WeightGradient<Plain<float>>(s, out _, out _));
        var three = ThreadCount.With(3, () => WeightGradient<Plain<float>>(s, out _, out _));
        Assert.True(one.AsSpan().SequenceEqual(three));
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void IsTakenWhereItWins(int n, int side, int inputs, int outputs, bool wins)
    {
        var s = Shape(n, 1, side, side, 1, inputs, outputs);
        Assert.Equal(wins, Winograd<Wide<float>>.Wins(s, Stencil.Forward(s), backward: false));
        Assert.Equal(wins, Winograd<Wide<float>>.Wins(s, Stencil.Backward(s, default), backward: true));
    }

    [Fact]
    public void OtherKernelsDoNotFit()
    {
        var s = Shape(2, 1, 16, 16, 1, 32, 32);
        Assert.True(Fits(s));
        Assert.False(Fits(s with { Stride = new(1, 2, 2), Output = new(1, 8, 8) }));
        Assert.False(Fits(s with { Dilation = new(1, 2, 2), Output = new(1, 14, 14) }));
        Assert.False(Fits(s with { Kernel = new(1, 3, 5), Output = new(1, 16, 14) }));
        Assert.False(Fits(s with { Groups = 2 }));
        Assert.False(Fits(s with { Input = new(4, 16, 16), Kernel = new(3, 3, 3), Output = new(2, 16, 16) }));
        Assert.False(Fits(s with { InChannels = 24 }));
    }

    static bool Fits(ConvShape s) => Winograd<Wide<float>>.Fits(s, Stencil.Forward(s));

    static void Check<R>(ConvShape s) where R : struct, IRegister<R, float>
    {
        foreach (var backward in (bool[])[false, true])
        {
            var got = Run<R>(s, backward, out var source, out var w, out var bias);
            var expected = Definition(s, backward, source, w, bias);
            // Each of two transforms in and one out adds a few roundings (6e-8) of numbers up to five times the outputs;
            // 1e-5 of the largest output is the bound that the engine promises, three times what was measured with 512 channels.
            var tolerance = 1e-5 * expected.Max(Math.Abs);
            for (var i = 0; i < got.Length; i++)
                if (!(Math.Abs(got[i] - expected[i]) <= tolerance))
                    Assert.Fail($"{typeof(R).Name}, {(backward ? "dx" : "y")}[{i}] must be {expected[i]:g9}, got {got[i]:g9}");
        }
    }

    static void CheckWeights<R>(ConvShape s) where R : struct, IRegister<R, float>
    {
        var got = WeightGradient<R>(s, out var x, out var g);
        var expected = WeightDefinition(s, x, g);
        // As above: 1e-5 of the largest is the engine's bound; 0.4e-6 was measured on the shapes of ResNet-18.
        var tolerance = 1e-5 * expected.Max(Math.Abs);
        for (var i = 0; i < got.Length; i++)
            if (!(Math.Abs(got[i] - expected[i]) <= tolerance))
                Assert.Fail($"{typeof(R).Name}, dw[{i}] must be {expected[i]:g9}, got {got[i]:g9}");
    }

    static float[] WeightGradient<R>(ConvShape s, out float[] x, out float[] g) where R : struct, IRegister<R, float>
    {
        x = Pinned.Random<float>((long)s.Batch * s.Input.Volume * s.InChannels, 1);
        g = Pinned.Random<float>((long)s.Batch * s.Output.Volume * s.OutChannels, 2);
        var dw = Pinned.New<float>(9L * s.InChannels * s.OutChannels);
        Array.Fill(dw, float.NaN);
        WinogradWeightSums<R>.Run(s, x.Pointer(), g.Pointer(), dw.Pointer());
        return dw;
    }

    static double[] WeightDefinition(ConvShape s, float[] x, float[] g)
    {
        var result = new double[9 * s.InChannels * s.OutChannels];
        foreach (var (from, to, tap) in Neighbours(s))
            for (var o = 0; o < s.OutChannels; o++)
                for (var c = 0; c < s.InChannels; c++)
                    result[(o * 9 + tap) * s.InChannels + c] += (double)g[to * s.OutChannels + o] * x[from * s.InChannels + c];
        return result;
    }

    // Outputs start as NaN, so one that is not written shows.
    static float[] Run<R>(ConvShape s, bool backward, out float[] source, out float[] w, out float[] bias)
        where R : struct, IRegister<R, float>
    {
        long inputs = (long)s.Batch * s.Input.Volume * s.InChannels, outputs = (long)s.Batch * s.Output.Volume * s.OutChannels;
        source = Pinned.Random<float>(backward ? outputs : inputs, 1);
        w = Pinned.Random<float>(9L * s.InChannels * s.OutChannels, 2);
        bias = Pinned.Random<float>(backward ? s.InChannels : s.OutChannels, 3);
        var target = Pinned.New<float>(backward ? inputs : outputs);
        Array.Fill(target, float.NaN);
        var stencil = backward ? Stencil.Backward(s, default) : Stencil.Forward(s);
        Winograd<R>.Run(s, stencil, backward, source.Pointer(), w.Pointer(), bias.Pointer(), target.Pointer());
        return target;
    }

    /// <summary>The definition, tap by tap, in double; backward, each product goes to the input instead of the output.</summary>
    static double[] Definition(ConvShape s, bool backward, float[] source, float[] w, float[] bias)
    {
        var result = new double[s.Batch * (backward ? s.Input.Volume * s.InChannels : s.Output.Volume * s.OutChannels)];
        for (var i = 0; i < result.Length; i++)
            result[i] = bias[i % bias.Length];
        foreach (var (from, to, tap) in Neighbours(s))
            for (var o = 0; o < s.OutChannels; o++)
                for (var c = 0; c < s.InChannels; c++)
                {
                    double weight = w[(o * 9 + tap) * s.InChannels + c];
                    if (backward)
                        result[from * s.InChannels + c] += source[to * s.OutChannels + o] * weight;
                    else
                        result[to * s.OutChannels + o] += source[from * s.InChannels + c] * weight;
                }

        return result;
    }

    /// <summary>The pixels of the input and the output that a tap connects.</summary>
    static IEnumerable<(int From, int To, int Tap)> Neighbours(ConvShape s)
    {
        for (var image = 0; image < s.Batch * s.Input.D; image++)
            for (var at = 0; at < s.Output.H * s.Output.W; at++)
                for (var tap = 0; tap < 9; tap++)
                {
                    int h = at / s.Output.W + tap / 3 - s.Padding.H, v = at % s.Output.W + tap % 3 - s.Padding.W;
                    if (h >= 0 && h < s.Input.H && v >= 0 && v < s.Input.W)
                        yield return ((image * s.Input.H + h) * s.Input.W + v, image * s.Output.H * s.Output.W + at, tap);
                }
    }

    static ConvShape Shape(int n, int d, int h, int w, int padding, int inputs, int outputs) => new(
        n, new(d, h, w), inputs, new(d, h + 2 * padding - 2, w + 2 * padding - 2), outputs, new(1, 3, 3), new(1, 1, 1),
        new(0, padding, padding), new(1, 1, 1), 1);
}
