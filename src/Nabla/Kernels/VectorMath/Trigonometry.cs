using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Nabla.Kernels;

static unsafe partial class VectorMath
{
    // x = k π/2 + r with whole k and |r| ≤ π/4. π/2 in three parts, each cut, not rounded: positive parts keep the sign of −0 in r.
    // Only a true fused multiply-add leaves the bits that remain when x is close to a multiple of π/2.
    const float TwoOverPi = 0.636619772f, HalfPi1 = 1.57079625f, HalfPi2 = 7.54978942e-08f, HalfPi3 = 5.39030253e-15f, TrigRange = 65536f;
    const double TwoOverPi64 = 0.63661977236758134308, HalfPi1Of64 = 1.5707963267948966, HalfPi2Of64 = 6.123233995736765e-17, HalfPi3Of64 = 1.0828566739219139e-32;
    const double TrigRange64 = 1073741824;

    /// <summary>Sine of x in radians; NaN at ±∞, keeps the sign of 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sin(Vector<float> x) =>
        LessThanOrEqualAll(Abs(x), Create(TrigRange)) ? Wave(x, Vector<int>.Zero) : EachLane(x, &Math.Sin);

    /// <summary>Cosine of x in radians; NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Cos(Vector<float> x) =>
        LessThanOrEqualAll(Abs(x), Create(TrigRange)) ? Wave(x, Vector<int>.One) : EachLane(x, &Math.Cos);

    /// <summary>Sine of x in radians; NaN at ±∞, keeps the sign of 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sin(Vector<double> x) =>
        LessThanOrEqualAll(Abs(x), Create(TrigRange64)) ? Wave(x, Vector<long>.Zero) : EachLane(x, &Math.Sin);

    /// <summary>Cosine of x in radians; NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Cos(Vector<double> x) =>
        LessThanOrEqualAll(Abs(x), Create(TrigRange64)) ? Wave(x, Vector<long>.One) : EachLane(x, &Math.Cos);

    // sin(x + turn π/2): sine or cosine of r by the parity of k + turn, negative in its second half turn.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> Wave(Vector<float> x, Vector<int> turn)
    {
        var t = MultiplyAdd(x, Create(TwoOverPi), Create(Round));
        var k = t - Create(Round);
        var r = FusedMultiplyAdd(k, Create(-HalfPi3), FusedMultiplyAdd(k, Create(-HalfPi2), FusedMultiplyAdd(k, Create(-HalfPi1), x)));
        var z = r * r;
        var s = Create(-0.00019508775f);
        s = MultiplyAdd(s, z, Create(0.0083321133f));
        s = MultiplyAdd(s, z, Create(-0.166666539f));
        var c = Create(2.44256997e-5f);
        c = MultiplyAdd(c, z, Create(-0.00138872516f));
        c = MultiplyAdd(c, z, Create(0.0416666444f));
        var sine = CopySign(MultiplyAdd(r * z, s, r), r);                              // −0 + 0 would be 0
        var cosine = Vector<float>.One + MultiplyAdd(z * z, c, Create(-0.5f) * z);
        var quadrant = AsVectorInt32(t) + turn;
        var y = ConditionalSelect(Vector.Equals(quadrant & Vector<int>.One, Vector<int>.Zero), sine, cosine);
        return AsVectorSingle(AsVectorInt32(y) ^ ShiftLeft(quadrant & Create(2), 30));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<double> Wave(Vector<double> x, Vector<long> turn)
    {
        var t = MultiplyAdd(x, Create(TwoOverPi64), Create(Round64));
        var k = t - Create(Round64);
        var r = FusedMultiplyAdd(k, Create(-HalfPi2Of64), FusedMultiplyAdd(k, Create(-HalfPi1Of64), x));
        r = FusedMultiplyAdd(k, Create(-HalfPi3Of64), r);
        var z = r * r;
        var s = Create(1.5892977450489181e-10);
        s = MultiplyAdd(s, z, Create(-2.5050692745790565e-08));
        s = MultiplyAdd(s, z, Create(2.755731327774244e-06));
        s = MultiplyAdd(s, z, Create(-0.00019841269828623737));
        s = MultiplyAdd(s, z, Create(0.008333333333320947));
        s = MultiplyAdd(s, z, Create(-0.16666666666666627));
        var c = Create(-1.1356277837821313e-11);
        c = MultiplyAdd(c, z, Create(2.0875657793280017e-09));
        c = MultiplyAdd(c, z, Create(-2.7557313867205974e-07));
        c = MultiplyAdd(c, z, Create(2.480158728778882e-05));
        c = MultiplyAdd(c, z, Create(-0.0013888888888871386));
        c = MultiplyAdd(c, z, Create(0.04166666666666658));
        var sine = CopySign(MultiplyAdd(r * z, s, r), r);                              // −0 + 0 would be 0
        var cosine = Vector<double>.One + MultiplyAdd(z * z, c, Create(-0.5) * z);
        var quadrant = AsVectorInt64(t) + turn;
        var y = ConditionalSelect(Vector.Equals(quadrant & Vector<long>.One, Vector<long>.Zero), sine, cosine);
        return AsVectorDouble(AsVectorInt64(y) ^ ShiftLeft(quadrant & Create(2L), 62));
    }

    // Arguments so large that π needs more digits are rare: they go to the platform's scalar functions, NaN and ±∞ with them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector<float> EachLane(Vector<float> x, delegate*<double, double> f)
    {
        for (var i = 0; i < Vector<float>.Count; i++)
            x = x.WithElement(i, (float)f(x[i]));
        return x;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector<double> EachLane(Vector<double> x, delegate*<double, double> f)
    {
        for (var i = 0; i < Vector<double>.Count; i++)
            x = x.WithElement(i, f(x[i]));
        return x;
    }
}
