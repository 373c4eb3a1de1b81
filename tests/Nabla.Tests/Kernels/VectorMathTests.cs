using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

/// <summary>Errors in units of the last place, over the whole range of float and at golden points of double.</summary>
public class VectorMathTests
{
    static readonly Dictionary<string, (Func<Vector<float>, Vector<float>> Single, Func<Vector<double>, Vector<double>> Double, Func<double, double> Exact)> Functions =
        new()
        {
            ["exp"] = (VectorMath.Exp, VectorMath.Exp, Math.Exp),
            ["log"] = (VectorMath.Log, VectorMath.Log, Math.Log),
            ["tanh"] = (VectorMath.Tanh, VectorMath.Tanh, Math.Tanh),
            ["erf"] = (VectorMath.Erf, VectorMath.Erf, SeriesErf),
            ["sin"] = (VectorMath.Sin, VectorMath.Sin, Math.Sin),
            ["cos"] = (VectorMath.Cos, VectorMath.Cos, Math.Cos),
        };

    // 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·5…(2n+1)): all terms positive, so exact to about 1e-15 of the value.
    static double SeriesErf(double x)
    {
        if (!(Math.Abs(x) < 6))
            return double.IsNaN(x) ? x : Math.Sign(x);
        double term = x, sum = x;
        for (var n = 1; n < 200; n++)
            sum += term *= 2 * x * x / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    static double UlpsOff(float y, double exact)
    {
        if (double.IsNaN(exact) || double.IsInfinity((float)exact))
            return y.Equals((float)exact) || float.IsInfinity((float)exact) && Math.Abs(exact) < 3.5e38 && y >= float.MaxValue ? 0 : double.PositiveInfinity;
        var nearest = Math.Max(MathF.Abs((float)exact), 1.17549435e-38f);
        return Math.Abs(y - exact) / (Math.ScaleB(1, Math.ILogB(nearest) - 23));
    }

    static double UlpsOff(double y, double exact) =>
        y.Equals(exact) ? 0 : Math.Abs(y - exact) / Math.ScaleB(1, Math.ILogB(Math.Max(Math.Abs(exact), 2.2250738585072014e-308)) - 52);

    // Measured with and without hardware FMA; the bound is the next half above.
    [Theory]
    [InlineData("exp", 1.0)]
    [InlineData("log", 1.0)]
    [InlineData("tanh", 1.5)]
    [InlineData("erf", 1.5)]
    [InlineData("sin", 1.5)]
    [InlineData("cos", 1.5)]
    public void FloatIsCloseOverAllBitPatterns(string name, double ulps)
    {
        var (f, _, exact) = Functions[name];
        const uint Step = 4099;                                             // prime: visits every exponent with ever different mantissas
        Span<float> x = stackalloc float[Vector<float>.Count];
        for (ulong bits = 0; bits <= uint.MaxValue;)
        {
            for (var i = 0; i < x.Length; i++, bits += Step)
                x[i] = BitConverter.UInt32BitsToSingle((uint)bits);
            var y = f(new Vector<float>(x));
            for (var i = 0; i < x.Length; i++)
                if (UlpsOff(y[i], exact(x[i])) is var off && !(off <= ulps))       // NaN is no small error
                    Assert.Fail($"{name}({x[i]:R}) is {off} ulp off");
        }
    }

    [Theory]
    [InlineData("exp", 1.5)]
    [InlineData("log", 1.5)]
    [InlineData("tanh", 2.0)]
    [InlineData("erf", 1.5)]
    [InlineData("sin", 1.5)]
    [InlineData("cos", 1.5)]
    public void DoubleIsCloseToGolden(string name, double ulps) => GoldenPoints.AssertWithin(
        "VectorMath", name, atLeast: 301, ulps, (x, y) => UlpsOff(Functions[name].Double(new Vector<double>(x))[0], y));

    public static TheoryData<string, double, double> SpecialValues => new()
    {
        { "exp", 0, 1 }, { "exp", -0.0, 1 }, { "exp", double.NegativeInfinity, 0 }, { "exp", double.PositiveInfinity, double.PositiveInfinity },
        { "exp", 1e30, double.PositiveInfinity }, { "exp", -1e30, 0 }, { "exp", double.NaN, double.NaN },
        { "log", 0, double.NegativeInfinity }, { "log", -0.0, double.NegativeInfinity }, { "log", -1, double.NaN }, { "log", 1, 0 },
        { "log", double.PositiveInfinity, double.PositiveInfinity }, { "log", double.NegativeInfinity, double.NaN }, { "log", double.NaN, double.NaN },
        { "tanh", 0, 0 }, { "tanh", -0.0, -0.0 }, { "tanh", double.PositiveInfinity, 1 }, { "tanh", double.NegativeInfinity, -1 },
        { "tanh", 50, 1 }, { "tanh", -50, -1 }, { "tanh", double.NaN, double.NaN },
        { "erf", 0, 0 }, { "erf", -0.0, -0.0 }, { "erf", double.PositiveInfinity, 1 }, { "erf", double.NegativeInfinity, -1 },
        { "erf", 50, 1 }, { "erf", -50, -1 }, { "erf", double.NaN, double.NaN },
        { "sin", 0, 0 }, { "sin", -0.0, -0.0 }, { "sin", double.PositiveInfinity, double.NaN }, { "sin", double.NaN, double.NaN },
        { "cos", 0, 1 }, { "cos", -0.0, 1 }, { "cos", double.NegativeInfinity, double.NaN }, { "cos", double.NaN, double.NaN },
    };

    [Theory]
    [MemberData(nameof(SpecialValues))]
    public void SpecialValuesAreExact(string name, double x, double y)
    {
        var (single, wide, _) = Functions[name];
        Assert.Equal(BitConverter.DoubleToInt64Bits(y), Bits(wide(new Vector<double>(x))[0]));
        Assert.Equal(BitConverter.DoubleToInt64Bits(y), Bits(single(new Vector<float>((float)x))[0]));
    }

    // All NaNs are one here: their sign and payload mean nothing.
    static long Bits(double y) => BitConverter.DoubleToInt64Bits(double.IsNaN(y) ? double.NaN : y);

    [Theory]
    [InlineData(0x7F800001u)]
    [InlineData(0x7FC00001u)]
    [InlineData(0xFFFFFFFFu)]
    public void NaNWithAnyPayloadStaysNaN(uint bits)
    {
        var x = BitConverter.UInt32BitsToSingle(bits);
        foreach (var (single, wide, _) in Functions.Values)
        {
            Assert.True(float.IsNaN(single(new Vector<float>(x))[0]));
            Assert.True(double.IsNaN(wide(new Vector<double>(BitConverter.UInt64BitsToDouble(0x7FF0_0000_0000_0000UL | bits)))[0]));
        }
    }
}
