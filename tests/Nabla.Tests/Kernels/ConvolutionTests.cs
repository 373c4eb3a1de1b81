using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

[Collection(nameof(ThreadCount))]
public class ConvolutionTests
{
    /// <summary>Batch, input, inputs → outputs, kernel, stride, padding, dilation, groups.</summary>
    public static TheoryData<string, ConvShape> Shapes() => new()
    {
        { "digits: one channel, 3×3", Conv2(2, 8, 8, 1, 8, 3, 1, 1) },
        { "one channel to 32, odd image", Conv2(3, 7, 9, 1, 32, 3, 1, 1) },
        { "whole registers", Conv2(2, 14, 14, 32, 64, 3, 1, 1) },
        { "three quarters of a panel", Conv2(1, 10, 6, 16, 48, 3, 1, 1) },
        { "ragged channels", Conv2(2, 9, 11, 5, 19, 3, 1, 1) },
        { "many ragged channels", Conv2(1, 5, 5, 37, 53, 3, 1, 1) },
        { "no padding", Conv2(2, 9, 8, 6, 10, 3, 1, 0) },
        { "1×1 is one line", Conv2(3, 5, 7, 20, 33, 1, 1, 0) },
        { "1×1, long line of many boxes", Conv2(4, 40, 30, 24, 40, 1, 1, 0) },
        { "1×1 with stride", Conv2(2, 9, 8, 12, 20, 1, 2, 0) },
        { "1×1 with padding", Conv2(1, 4, 4, 3, 5, 1, 1, 1) },
        { "3×3 with stride", Conv2(2, 11, 8, 7, 18, 3, 2, 1) },
        { "stem", Conv2(1, 32, 30, 3, 64, 7, 2, 3) },
        { "stride 3 past kernel 2", Conv2(2, 11, 10, 4, 6, 2, 3, 0) },
        { "kernel 2, back padding shorter", Conv2(2, 6, 7, 4, 6, 2, 1, 1) },
        { "padding wider than the kernel", Conv2(1, 5, 4, 3, 4, 2, 1, 3) },
        { "dilation", Conv2(2, 12, 11, 5, 9, 3, 1, 2, dilation: 2) },
        { "dilation and stride share a factor", Conv2(1, 17, 16, 4, 6, 3, 4, 3, dilation: 2) },
        { "dilation and stride without one", Conv2(1, 17, 16, 4, 6, 3, 2, 3, dilation: 3) },
        { "groups", Conv2(2, 9, 9, 12, 20, 3, 1, 1, groups: 4) },
        { "groups with stride and whole registers", Conv2(2, 9, 9, 32, 64, 3, 2, 1, groups: 2) },
        { "two outputs per group of one", Conv2(2, 6, 6, 5, 10, 3, 1, 1, groups: 5) },
        { "depthwise", Conv2(2, 10, 9, 32, 32, 3, 1, 1, groups: 32) },
        { "depthwise ragged", Conv2(2, 10, 9, 21, 21, 3, 1, 1, groups: 21) },
        { "depthwise, three registers and more", Conv2(1, 8, 8, 57, 57, 5, 2, 2, groups: 57) },
        { "depthwise without padding", Conv2(2, 7, 7, 19, 19, 3, 1, 0, groups: 19) },
        { "depthwise 1×1", Conv2(2, 4, 4, 6, 6, 1, 1, 0, groups: 6) },
        { "image of one pixel", Conv2(5, 1, 1, 16, 32, 3, 1, 1) },
        { "large enough for several boxes and parts", Conv2(5, 28, 28, 16, 32, 3, 1, 1) },
        { "large enough for Winograd", Conv2(6, 20, 18, 32, 32, 3, 1, 1) },
        { "1-D", new(3, new(1, 1, 50), 6, new(1, 1, 25), 10, new(1, 1, 4), new(1, 1, 2), new(0, 0, 1), new(1, 1, 1), 1) },
        { "1-D, one long line", new(1, new(1, 1, 9000), 8, new(1, 1, 9000), 16, new(1, 1, 3), new(1, 1, 1), new(0, 0, 1), new(1, 1, 1), 1) },
        { "3-D", new(2, new(4, 5, 6), 3, new(4, 5, 6), 7, new(3, 3, 3), new(1, 1, 1), new(1, 1, 1), new(1, 1, 1), 1) },
        { "3-D, all different", new(1, new(7, 9, 8), 4, new(3, 7, 5), 6, new(3, 2, 3), new(2, 1, 2), new(0, 0, 2), new(1, 2, 1), 2) },
        { "empty batch", Conv2(0, 5, 5, 3, 4, 3, 1, 1) },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void FloatEqualsTheDefinition(string what, ConvShape s) => EqualsTheDefinition<float>(what, s);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DoubleEqualsTheDefinition(string what, ConvShape s) => EqualsTheDefinition<double>(what, s);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void BitsDoNotDependOnThreads(string what, ConvShape s)
    {
        var one = ThreadCount.With(1, () => new Results<float>(s));
        var three = ThreadCount.With(3, () => new Results<float>(s));
        Assert.True(one.Y.AsSpan().SequenceEqual(three.Y), what);
        Assert.True(one.Dx.AsSpan().SequenceEqual(three.Dx), what);
        Assert.True(one.Dw.AsSpan().SequenceEqual(three.Dw), what);
    }

    static void EqualsTheDefinition<T>(string what, ConvShape s) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var got = new Results<T>(s);
        var (y, dx, dw) = Definition(s, Widen(got.X), Widen(got.W), Widen(got.Bias), Widen(got.G), Widen(got.InputBias));
        var taps = s.Kernel.Volume;
        Close(what + ": y", y, got.Y, taps * s.InChannels / s.Groups);
        Close(what + ": dx", dx, got.Dx, taps * s.OutChannels / s.Groups);
        Close(what + ": dw", dw, got.Dw, s.Batch * s.Output.Volume);
    }

    // Factors are random in [-1, 1], so a sum of n products is of order √n; each addition rounds that by ε/2, and n such errors of
    // random sign add up to √n times one: n ε in all, and 10 ε for short sums.
    static void Close<T>(string what, double[] expected, T[] got, int terms) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var eps = typeof(T) == typeof(float) ? 1.2e-7 : 2.3e-16;
        Assert.Equal(expected.Length, got.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var actual = double.CreateChecked(got[i]);
            if (!(Math.Abs(actual - expected[i]) <= (10 + terms) * eps))
                Assert.Fail($"{what}[{i}] must be {expected[i]:g9}, got {actual:g9}");
        }
    }

    /// <summary>The definition, tap by tap, in double.</summary>
    static (double[] Y, double[] Dx, double[] Dw) Definition(ConvShape s, double[] x, double[] w, double[] bias, double[] g, double[] inputBias)
    {
        var (y, dx, dw) = (new double[g.Length], new double[x.Length], new double[w.Length]);
        for (var i = 0; i < y.Length; i++)
            y[i] = bias[i % s.OutChannels];
        for (var i = 0; i < dx.Length; i++)
            dx[i] = inputBias[i % s.InChannels];
        var (cg, og) = (s.InChannels / s.Groups, s.OutChannels / s.Groups);
        var pixel = 0;
        for (var n = 0; n < s.Batch; n++)
            foreach (var (d, h, v) in Positions(s.Output))
            {
                var tap = 0;
                foreach (var (kd, kh, kw) in Positions(s.Kernel))
                {
                    var id = d * s.Stride.D - s.Padding.D + kd * s.Dilation.D;
                    var ih = h * s.Stride.H - s.Padding.H + kh * s.Dilation.H;
                    var iw = v * s.Stride.W - s.Padding.W + kw * s.Dilation.W;
                    var inside = id >= 0 && id < s.Input.D && ih >= 0 && ih < s.Input.H && iw >= 0 && iw < s.Input.W;
                    for (var o = 0; o < s.OutChannels && inside; o++)
                        for (var c = 0; c < cg; c++)
                        {
                            var xi = (((n * s.Input.D + id) * s.Input.H + ih) * s.Input.W + iw) * s.InChannels + o / og * cg + c;
                            var wi = (o * s.Kernel.Volume + tap) * cg + c;
                            var yi = pixel * s.OutChannels + o;
                            y[yi] += x[xi] * w[wi];
                            dx[xi] += g[yi] * w[wi];
                            dw[wi] += g[yi] * x[xi];
                        }

                    tap++;
                }

                pixel++;
            }

        return (y, dx, dw);
    }

    static IEnumerable<(int D, int H, int W)> Positions(Extent3 extent)
    {
        for (var d = 0; d < extent.D; d++)
            for (var h = 0; h < extent.H; h++)
                for (var w = 0; w < extent.W; w++)
                    yield return (d, h, w);
    }

    static double[] Widen<T>(T[] values) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(values, double.CreateChecked);

    static ConvShape Conv2(
        int n, int h, int w, int inputs, int outputs, int kernel, int stride, int padding, int dilation = 1, int groups = 1)
    {
        int Size(int length) => (length + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
        return new(n, new(1, h, w), inputs, new(1, Size(h), Size(w)), outputs, new(1, kernel, kernel), new(1, stride, stride),
            new(0, padding, padding), new(1, dilation, dilation), groups);
    }

    /// <summary>All three kernels on random data; outputs start as NaN, so an element that is not written shows.</summary>
    sealed unsafe class Results<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Results(ConvShape s)
        {
            var random = new Random(7);
            X = Fill(random, s.Batch * s.Input.Volume * s.InChannels);
            W = Fill(random, s.OutChannels * s.Kernel.Volume * s.InChannels / s.Groups);
            G = Fill(random, s.Batch * s.Output.Volume * s.OutChannels);
            (Bias, InputBias) = (Fill(random, s.OutChannels), Fill(random, s.InChannels));
            (Y, Dx, Dw) = (Unwritten(G.Length), Unwritten(X.Length), Unwritten(W.Length));
            fixed (T* x = X, w = W, g = G, bias = Bias, inputBias = InputBias, y = Y, dx = Dx, dw = Dw)
            {
                Convolution.Forward(s, x, w, bias, y);
                Convolution.InputGradient(s, g, w, dx, inputBias);
                Convolution.WeightGradient(s, x, g, dw);
            }
        }

        public T[] X { get; }

        public T[] W { get; }

        public T[] G { get; }

        public T[] Bias { get; }

        public T[] InputBias { get; }

        public T[] Y { get; }

        public T[] Dx { get; }

        public T[] Dw { get; }

        static T[] Fill(Random random, int count)
        {
            var values = new T[count];
            for (var i = 0; i < count; i++)
                values[i] = T.CreateChecked(random.NextDouble() * 2 - 1);
            return values;
        }

        static T[] Unwritten(int count)
        {
            var values = new T[count];
            Array.Fill(values, T.NaN);
            return values;
        }
    }
}
