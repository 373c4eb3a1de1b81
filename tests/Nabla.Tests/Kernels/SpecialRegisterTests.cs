using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

/// <summary>Functions that float32 computes in registers against the same function of one number in double, over the whole range.</summary>
public class SpecialRegisterTests
{
    // A prime step through all 2^32 bit patterns: 61 thousand numbers, 240 of each power of 2.
    const uint Step = 70_001;

    // In units of the last place, measured; the bound is a little above.
    [Fact]
    public void Exp2IsClose() => IsClose<Exp2>(1.3);

    [Fact]
    public void Log2IsClose() => IsClose<Log2>(1.6);

    [Fact]
    public void Log10IsClose() => IsClose<Log10>(1);

    [Fact]
    public void LogGammaIsClose() => IsClose<LogGamma>(1);

    [Fact]
    public void DigammaIsClose() => IsClose<Digamma>(0.51);

    [Fact]
    public void TrigammaIsClose() => IsClose<Trigamma>(0.51);

    [Fact]
    public void ErfInverseIsClose() => IsClose<ErfInverse>(0.51);

    [Fact]
    public void LogGammaKeepsItsDigitsNearItsZeros()
    {
        for (var bits = -2000; bits <= 2000; bits++)
            foreach (var zero in new[] { 1f, 2f })
            {
                var x = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(zero) + bits);
                Assert.InRange(Units<LogGamma>(x), 0, 4);
            }
    }

    [Fact]
    public void PowersOfTheBaseAreExact()
    {
        for (var n = -149; n <= 127; n++)
        {
            var power = MathF.ScaleB(1, n);
            Assert.Equal(n, Of<Log2>(power));
            Assert.Equal(power, Of<Exp2>(n));
        }

        for (var n = 0; n <= 10; n++)
            Assert.Equal(n, Of<Log10>((float)Math.Pow(10, n)));
        for (var n = -1074; n <= 1023; n++)
            Assert.Equal(Math.ScaleB(1, n), VectorMath.Exp2(new Vector<double>(n))[0]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(2f)]
    [InlineData(2.5f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    [InlineData(float.MaxValue)]
    [InlineData(float.Epsilon)]
    public void SpecialValuesAreThoseOfOneNumber(float size)
    {
        foreach (var x in (float[])[size, -size])
        {
            Same<Exp2>(x);
            Same<Log2>(x);
            Same<Log10>(x);
            Same<LogGamma>(x);
            Same<Digamma>(x);
            Same<Trigamma>(x);
            Same<ErfInverse>(x);
        }
    }

    [Fact]
    public void RestsAreThoseOfOnePair()
    {
        var random = new Random(5);
        float[] corners = [0, -0f, 1, -1, 3, -3, 0.1f, 7.5f, -7.5f, 1e-30f, 3e38f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 536870912];
        for (var i = 0; i < 30_000; i++)
        {
            float a = Number(i), b = Number(i / corners.Length);
            Assert.Equal((float)default(Fmod).Value(new Number(a), new Number(b)).Value, default(Fmod).Value(Lane(a), Lane(b)).Value[0]);
            Assert.Equal((float)default(Remainder).Value(new Number(a), new Number(b)).Value, default(Remainder).Value(Lane(a), Lane(b)).Value[0]);
            Assert.Equal((float)default(FloorQuotient).Value(new Number(a), new Number(b)).Value, default(FloorQuotient).Value(Lane(a), Lane(b)).Value[0]);
        }

        float Number(int i) => i < corners.Length * corners.Length
            ? corners[i % corners.Length]
            : random.Next(3) switch
            {
                0 => random.Next(-20, 20),
                1 => (float)(random.NextDouble() - 0.5) * 100,
                _ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
            };

        static Lane<float> Lane(float x) => new(new Vector<float>(x));
    }

    static void IsClose<TFunction>(double bound) where TFunction : struct, ISpecial
    {
        for (ulong bits = 0; bits <= uint.MaxValue; bits += Step)
        {
            var x = BitConverter.UInt32BitsToSingle((uint)bits);
            if (Units<TFunction>(x) is var off && !(off <= bound))      // NaN is no small error
                Assert.Fail($"{typeof(TFunction).Name}({x:R}) is {off} units off");
        }
    }

    // Digamma keeps its absolute error near its zero, as in double.
    static double Units<TFunction>(float x) where TFunction : struct, ISpecial
    {
        var (y, exact) = (Of<TFunction>(x), default(TFunction).Value(x));
        if (double.IsNaN(exact) || Math.Abs(exact) > float.MaxValue)
            return y.Equals((float)exact) ? 0 : double.PositiveInfinity;
        var size = (float)Math.Abs(typeof(TFunction) == typeof(Digamma) && x < 2 ? 1 + Math.Abs(exact) : exact);
        return Math.Abs(y - exact) / (MathF.BitIncrement(size) - size);
    }

    static void Same<TFunction>(float x) where TFunction : struct, ISpecial => Assert.Equal((float)default(TFunction).Value(x), Of<TFunction>(x), 1e-6f);

    static float Of<TFunction>(float x) where TFunction : struct, ISpecial => Lane<float>.Each(default(TFunction), new Lane<float>(new Vector<float>(x))).Value[0];
}
