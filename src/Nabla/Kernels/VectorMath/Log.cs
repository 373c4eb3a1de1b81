using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Nabla.Kernels;

static partial class VectorMath
{
    /// <summary>Natural logarithm: −∞ at 0, NaN below, right for subnormal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x)
    {
        var (k, f, z) = LogParts(x, out var cubic);
        var rest = MultiplyAdd(k, Create(Ln2Low), cubic) - Create(0.5f) * z;
        return LogEnds(x, MultiplyAdd(k, Create(Ln2High), f + rest));               // k ln 2 + f − f²/2 + f³ p(f)
    }

    /// <summary>Logarithm to base 2, exact for powers of 2: −∞ at 0, NaN below, right for subnormal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log2(Vector<float> x)
    {
        const float High = 1.44269502f, Low = 1.92596303e-8f;                               // 1 / ln 2 in two parts
        var (k, f, z) = LogParts(x, out var cubic);
        var rest = cubic - Create(0.5f) * z;
        var y = MultiplyAdd(f, Create(High), MultiplyAdd(rest, Create(High), f * Create(Low)));
        return LogEnds(x, k + y);
    }

    /// <summary>Logarithm to base 10, exact for powers of 10: −∞ at 0, NaN below, right for subnormal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log10(Vector<float> x)
    {
        // 1 / ln 10 and log₁₀ 2, each in a part so short that its product is exact, and the rest
        const float High = 4.3432617188e-01f, Low = -3.1689971365e-05f, TwoHigh = 3.0102920532e-01f, TwoLow = 7.9034151668e-07f;
        const int Leading = unchecked((int)0xFFFFF000);                                     // 12 bits
        var (k, f, z) = LogParts(x, out var cubic);
        var half = Create(0.5f) * z;
        var top = AsVectorSingle(AsVectorInt32(f - half) & Create(Leading));
        var rest = f - top - half + cubic;
        Vector<float> whole = k * Create(TwoHigh), part = top * Create(High), sum = whole + part;
        var y = MultiplyAdd(k, Create(TwoLow), MultiplyAdd(rest + top, Create(Low), rest * Create(High)));
        var lost = ConditionalSelect(GreaterThan(Abs(whole), Abs(part)), whole - sum + part, part - sum + whole);
        return LogEnds(x, sum + (y + lost));                                                // k log₁₀ 2 + (f − f²/2 + f³ p(f)) / ln 10
    }

    // x = 2^k (1 + f) with √½ ≤ 1 + f < √2; z = f², and cubic = f³ p(f)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector<float> K, Vector<float> F, Vector<float> Z) LogParts(Vector<float> x, out Vector<float> cubic)
    {
        const int HalfRoot = 0x3F3504F3;                                                    // bits of √½
        var tiny = LessThan(x, Create(1.17549435e-38f));
        var bits = AsVectorInt32(ConditionalSelect(tiny, x * Create(8388608f), x)) - Create(HalfRoot);
        var k = ConvertToSingle(ShiftRightArithmetic(bits, 23)) - ConditionalSelect(tiny, Create(23f), Vector<float>.Zero);
        var f = AsVectorSingle((bits & Create(0x7FFFFF)) + Create(HalfRoot)) - Vector<float>.One;
        var p = Create(0.067468992f);
        p = MultiplyAdd(p, f, Create(-0.116759258f));
        p = MultiplyAdd(p, f, Create(0.118881815f));
        p = MultiplyAdd(p, f, Create(-0.12405537f));
        p = MultiplyAdd(p, f, Create(0.142195427f));
        p = MultiplyAdd(p, f, Create(-0.16667999f));
        p = MultiplyAdd(p, f, Create(0.200021193f));
        p = MultiplyAdd(p, f, Create(-0.250000095f));
        p = MultiplyAdd(p, f, Create(0.333333126f));
        var z = f * f;
        cubic = z * f * p;
        return (k, f, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> LogEnds(Vector<float> x, Vector<float> y)
    {
        y = ConditionalSelect(LessThan(x, Create(float.PositiveInfinity)), y, x);
        y = ConditionalSelect(LessThan(x, Vector<float>.Zero), Create(float.NaN), y);
        return ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), Create(float.NegativeInfinity), y);
    }

    /// <summary>Natural logarithm: −∞ at 0, NaN below, right for subnormal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x)
    {
        const long HalfRoot = 0x3FE6A09E667F3BCD;
        var tiny = LessThan(x, Create(2.2250738585072014e-308));
        var bits = AsVectorInt64(ConditionalSelect(tiny, x * Create(4503599627370496.0), x)) - Create(HalfRoot);
        var k = Exponent(bits) - ConditionalSelect(tiny, Create(52.0), Vector<double>.Zero);
        var f = AsVectorDouble((bits & Create(0xFFFFFFFFFFFFFL)) + Create(HalfRoot)) - Vector<double>.One;

        // With s = f / (2 + f): ln(1 + f) = 2s + s z p(z), z = s², and 2s = f − s f: the order of terms is fdlibm's (e_log.c, Sun 1993).
        var s = f / (Create(2.0) + f);
        var z = s * s;
        var p = Create(0.14795972312096392);
        p = MultiplyAdd(p, z, Create(0.15314048344844625));
        p = MultiplyAdd(p, z, Create(0.18183564409256503));
        p = MultiplyAdd(p, z, Create(0.22222198571689958));
        p = MultiplyAdd(p, z, Create(0.28571428742400073));
        p = MultiplyAdd(p, z, Create(0.3999999999941465));
        p = MultiplyAdd(p, z, Create(0.6666666666666734));
        var half = Create(0.5) * f * f;
        var rest = MultiplyAdd(s, MultiplyAdd(z, p, half), k * Create(Ln2Low64)) - half;
        var y = MultiplyAdd(k, Create(Ln2High64), f + rest);
        y = ConditionalSelect(LessThan(x, Create(double.PositiveInfinity)), y, x);
        y = ConditionalSelect(LessThan(x, Vector<double>.Zero), Create(double.NaN), y);
        return ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), Create(double.NegativeInfinity), y);
    }

    // The exponent field as a number, without the conversion from 64-bit integers that AVX2 lacks: bits + 2^62 is not negative, so a
    // logical shift gives exponent + 1024 below 2^11; put under the mantissa of 2^52 it reads 2^52 + exponent + 1024.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<double> Exponent(Vector<long> bits)
    {
        var shifted = ShiftRightLogical(bits + Create(1L << 62), 52) | Create(0x4330000000000000L);
        return AsVectorDouble(shifted) - Create(4503599627370496.0 + 1024);
    }
}
