using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Numerics.Vector;

namespace Nabla.Kernels;

/// <summary>Exponential, logarithm, hyperbolic tangent, error function, sine and cosine on SIMD registers.</summary>
/// <remarks>
/// Polynomials are minimax, derived by eng/minimax.py. Largest errors found by the tests over the whole range, in units of the last place
/// (float, double): Exp 0.95 and 1, Log 0.74 and 1, Tanh 1.34 and 1, Erf 1.17 and 1,
/// Sin 1.45 and 1, Cos 1.39 and 1; doubles are counted from the correctly rounded value.
/// They keep to one rule: the leading term is added last and exactly known, so only the small rest carries rounding errors.
/// </remarks>
static partial class VectorMath
{
    // x = n ln 2 + r with whole n and |r| ≤ ln 2 / 2. Adding 1.5·2^23 (1.5·2^52) rounds to a whole number and leaves n in the lowest bits.
    // ln 2 in two parts; the first has so few bits that n times it is exact.
    const float Log2E = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f, Round = 12582912f;
    const double Log2E64 = 1.4426950408889634, Ln2High64 = 6.93147180369123816490e-01, Ln2Low64 = 1.90821492927058770002e-10;
    const double Round64 = 6755399441055744;

    /// <summary>e^x; +∞ above 88.73, subnormal below −87.33, 0 below −103.98.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        // The bound comes first: the native maximum and minimum return their second operand when it is NaN.
        x = MinNative(Create(89f), MaxNative(Create(-104f), x));
        var n = MultiplyAdd(x, Create(Log2E), Create(Round)) - Create(Round);
        return Scale(ExpReduced(x, n), n);
    }

    /// <summary>e^x; +∞ above 709.78, subnormal below −708.40, 0 below −745.13.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x)
    {
        x = MinNative(Create(710.0), MaxNative(Create(-746.0), x));
        var n = MultiplyAdd(x, Create(Log2E64), Create(Round64)) - Create(Round64);
        return Scale(ExpReduced(x, n), n);
    }

    /// <summary>e^x for −87 ≤ x ≤ 88 or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> ExpInRange(Vector<float> x)
    {
        var t = MultiplyAdd(x, Create(Log2E), Create(Round));
        return ExpReduced(x, t - Create(Round)) * PowerOfTwo(t);
    }

    /// <summary>e^x for −708 ≤ x ≤ 709 or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<double> ExpInRange(Vector<double> x)
    {
        var t = MultiplyAdd(x, Create(Log2E64), Create(Round64));
        return ExpReduced(x, t - Create(Round64)) * PowerOfTwo(t);
    }

    /// <summary>2^x, exact for whole x; +∞ from 128 on, subnormal below −126, 0 below −150.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp2(Vector<float> x)
    {
        x = MinNative(Create(129f), MaxNative(Create(-151f), x));
        var n = x + Create(Round) - Create(Round);
        return Scale(ExpOfRest((x - n) * Create(0.693147181f)), n);
    }

    /// <summary>2^x, exact for whole x; +∞ from 1024 on, subnormal below −1022, 0 below −1075.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp2(Vector<double> x)
    {
        x = MinNative(Create(1025.0), MaxNative(Create(-1076.0), x));
        var n = x + Create(Round64) - Create(Round64);
        return Scale(ExpOfRest((x - n) * Create(0.6931471805599453)), n);
    }

    // e^(x − n ln 2)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> ExpReduced(Vector<float> x, Vector<float> n) =>
        ExpOfRest(MultiplyAdd(n, Create(-Ln2Low), MultiplyAdd(n, Create(-Ln2High), x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<double> ExpReduced(Vector<double> x, Vector<double> n) =>
        ExpOfRest(MultiplyAdd(n, Create(-Ln2Low64), MultiplyAdd(n, Create(-Ln2High64), x)));

    // e^r = 1 + (r + r² p(r)) for |r| ≤ ln 2 / 2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> ExpOfRest(Vector<float> r)
    {
        var p = Create(0.0013814496f);
        p = MultiplyAdd(p, r, Create(0.00836878026f));
        p = MultiplyAdd(p, r, Create(0.0416683937f));
        p = MultiplyAdd(p, r, Create(0.166665201f));
        p = MultiplyAdd(p, r, Create(0.499999934f));
        return Vector<float>.One + MultiplyAdd(r * r, p, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<double> ExpOfRest(Vector<double> r)
    {
        var p = Create(2.5000282521088772e-08);
        p = MultiplyAdd(p, r, Create(2.7630379766920337e-07));
        p = MultiplyAdd(p, r, Create(2.7557586603034164e-06));
        p = MultiplyAdd(p, r, Create(2.4801492763583178e-05));
        p = MultiplyAdd(p, r, Create(0.00019841269505177224));
        p = MultiplyAdd(p, r, Create(0.0013888888943916196));
        p = MultiplyAdd(p, r, Create(0.008333333333495709));
        p = MultiplyAdd(p, r, Create(0.041666666666529246));
        p = MultiplyAdd(p, r, Create(0.1666666666666641));
        p = MultiplyAdd(p, r, Create(0.5000000000000011));
        return Vector<double>.One + MultiplyAdd(r * r, p, r);
    }

    // 2^n from t = n + 1.5·2^23 (1.5·2^52): the exponent field is n above that of 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> PowerOfTwo(Vector<float> t) => AsVectorSingle(ShiftLeft(AsVectorInt32(t), 23) + AsVectorInt32(Vector<float>.One));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<double> PowerOfTwo(Vector<double> t) => AsVectorDouble(ShiftLeft(AsVectorInt64(t), 52) + AsVectorInt64(Vector<double>.One));

    // p · 2^n with one rounding, also where 2^n alone would over- or underflow: AVX-512 has it, else 2^n is applied in two halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> Scale(Vector<float> p, Vector<float> n)
    {
        if (Avx512F.VL.IsSupported && Vector<float>.Count == Vector256<float>.Count)
            return Avx512F.VL.Scale(p.AsVector256(), n.AsVector256()).AsVector();
        var half = n * Create(0.5f) + Create(Round);
        return p * PowerOfTwo(half) * PowerOfTwo(n - (half - Create(Round)) + Create(Round));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<double> Scale(Vector<double> p, Vector<double> n)
    {
        if (Avx512F.VL.IsSupported && Vector<double>.Count == Vector256<double>.Count)
            return Avx512F.VL.Scale(p.AsVector256(), n.AsVector256()).AsVector();
        var half = n * Create(0.5) + Create(Round64);
        return p * PowerOfTwo(half) * PowerOfTwo(n - (half - Create(Round64)) + Create(Round64));
    }
}
