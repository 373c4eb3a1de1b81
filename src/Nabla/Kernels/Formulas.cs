using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// Functions made of the formulas' own, for any kind of number. Each keeps its relative error to a few units in the last place, also where
/// the textbook expression loses digits or overflows.
/// </summary>
static class Formulas
{
    const double Ln2 = 0.6931471805599453;

    /// <summary>eˣ − 1. With u = eˣ rounded, (u − 1) x / ln u: the rounding of u cancels (Kahan); above 1 nothing is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Expm1<N>(N x) where N : struct, IFormula<N>
    {
        var u = N.Exp(x);
        var less = u - N.Of(1);
        var isPlain = N.Greater(x, N.Of(1)) + N.Equal(less, N.Of(-1));
        var plain = N.Select(N.Equal(less, N.Of(0)), x, less);
        return N.Select(isPlain + N.Equal(less, N.Of(0)), plain, less * x / N.Log(u));
    }

    /// <summary>ln(1 + x). With u = 1 + x rounded, ln u · x / (u − 1): the rounding of u cancels (Kahan); away from 0 nothing is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Log1p<N>(N x) where N : struct, IFormula<N>
    {
        var u = N.Of(1) + x;
        var grown = u - N.Of(1);
        var isNear = N.Greater(N.Of(1), N.Abs(x)) * (N.Of(1) - N.Equal(u, N.Of(0)));
        var log = N.Log(u);
        var near = N.Select(N.Equal(grown, N.Of(0)), x, log * (x / grown));
        return N.Select(isNear, near, log);
    }

    /// <summary>(eˣ − e⁻ˣ) / 2: the exponential as a square of e^(|x|/2), so that it overflows no sooner than the result; below 1 Taylor's series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Sinh<N>(N x) where N : struct, IFormula<N>
    {
        var a = N.Abs(x);
        var half = N.Exp(a * N.Of(0.5));
        var inverse = N.Of(1) / half;
        var far = N.Of(0.5) * half * half - N.Of(0.5) * inverse * inverse;
        var z = x * x;
        var p = N.Of(8.22063524662433e-18);
        p = p * z + N.Of(2.8114572543455206e-15);
        p = p * z + N.Of(7.647163731819816e-13);
        p = p * z + N.Of(1.6059043836821613e-10);
        p = p * z + N.Of(2.505210838544172e-08);
        p = p * z + N.Of(2.7557319223985893e-06);
        p = p * z + N.Of(0.0001984126984126984);
        p = p * z + N.Of(0.008333333333333333);
        p = p * z + N.Of(0.16666666666666666);
        return N.Select(N.Greater(N.Of(1), a), x + x * z * p, Signed(far, x));
    }

    /// <summary>(eˣ + e⁻ˣ) / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Cosh<N>(N x) where N : struct, IFormula<N>
    {
        var half = N.Exp(N.Abs(x) * N.Of(0.5));
        return N.Of(0.5) * half * half + N.Of(0.5) / half / half;
    }

    /// <summary>ln(|x| + √(x² + 1)) = ln(1 + |x| + x² / (1 + √(x² + 1))), with the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Asinh<N>(N x) where N : struct, IFormula<N>
    {
        var a = N.Abs(x);
        var near = N.Min(a, N.Of(1e8));
        var y = Log1p(near + near * near / (N.Of(1) + N.Sqrt(near * near + N.Of(1))));
        return Signed(N.Select(N.Greater(a, near), N.Log(a) + N.Of(Ln2), y), x);
    }

    /// <summary>ln(x + √(x² − 1)) = ln(1 + t + √t √(t + 2)) with t = x − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Acosh<N>(N x) where N : struct, IFormula<N>
    {
        var t = N.Min(x, N.Of(1e8)) - N.Of(1);
        return N.Select(N.Greater(x, N.Of(1e8)), N.Log(x) + N.Of(Ln2), Log1p(t + N.Sqrt(t) * N.Sqrt(t + N.Of(2))));
    }

    /// <summary>½ ln(1 + 2|x| / (1 − |x|)), with the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Atanh<N>(N x) where N : struct, IFormula<N>
    {
        var a = N.Abs(x);
        return Signed(N.Of(0.5) * Log1p(N.Of(2) * a / (N.Of(1) - a)), x);
    }

    /// <summary>√(a² + b²), scaled by the larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Hypot<N>(N a, N b) where N : struct, IFormula<N>
    {
        N large = N.Max(N.Abs(a), N.Abs(b)), small = N.Min(N.Abs(a), N.Abs(b));
        var infinite = N.Equal(N.Abs(a), N.Of(double.PositiveInfinity)) + N.Equal(N.Abs(b), N.Of(double.PositiveInfinity));
        var ratio = small / N.Select(N.Equal(large, N.Of(0)), N.Of(1), large);
        return N.Select(infinite, N.Of(double.PositiveInfinity), large * N.Sqrt(N.Of(1) + ratio * ratio));
    }

    /// <summary>ln(eᵃ + eᵇ) = m + ln(1 + e^(−|a − b|)) with m the larger; equal infinities stay.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N LogAddExp<N>(N a, N b) where N : struct, IFormula<N>
    {
        var large = N.Max(a, b);
        var far = N.Select(N.Equal(a, b), N.Of(0), N.Abs(a - b));
        return N.Select(N.Equal(N.Abs(large), N.Of(double.PositiveInfinity)), large, large + Log1p(N.Exp(-far)));
    }

    // y with the sign of x; 0 and NaN are x itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static N Signed<N>(N y, N x) where N : struct, IFormula<N> =>
        N.Select(N.Greater(x, N.Of(0)), y, N.Select(N.Greater(N.Of(0), x), -y, x));

    /// <summary>
    /// The inverse tangent of |x|: above 1 it is π/2 less that of 1/x; above tan(π/8) π/4 more than that of (t − 1)/(t + 1); the rest is
    /// r + r³ p(r²) with a minimax polynomial (eng/minimax.py, error 2^−64).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Atan<N>(N x) where N : struct, IFormula<N>
    {
        var a = N.Abs(x);
        var isLarge = N.Greater(a, N.Of(1));
        var t = N.Select(isLarge, N.Of(1) / a, a);
        var isMiddle = N.Greater(t, N.Of(0.41421356237309503));
        var r = N.Select(isMiddle, (t - N.Of(1)) / (t + N.Of(1)), t);
        var z = r * r;
        var p = N.Of(0.015180692031956405);
        p = p * z + N.Of(-0.03345963328566713);
        p = p * z + N.Of(0.04502885114362194);
        p = p * z + N.Of(-0.052182335382016616);
        p = p * z + N.Of(0.05876993972305021);
        p = p * z + N.Of(-0.0666622377019777);
        p = p * z + N.Of(0.0769228254539247);
        p = p * z + N.Of(-0.09090908134553422);
        p = p * z + N.Of(0.11111111087884407);
        p = p * z + N.Of(-0.14285714285382994);
        p = p * z + N.Of(0.19999999999997625);
        p = p * z + N.Of(-0.33333333333333326);

        // π/4 and π/2 end in the small second part of each.
        var y = r + r * z * p;
        y = N.Select(isMiddle, N.Of(0.7853981633974483) + (y + N.Of(3.061616997868383e-17)), y);
        y = N.Select(isLarge, N.Of(1.5707963267948966) - (y - N.Of(6.123233995736766e-17)), y);
        return Signed(y, x);
    }

    /// <summary>The inverse sine: x + x z p(z) with z = x² up to ½, beyond π/2 − 2 asin √((1 − |x|) / 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Asin<N>(N x) where N : struct, IFormula<N>
    {
        var y = AsinInside(x, out var isFar);
        return Signed(N.Select(isFar, N.Of(1.5707963267948966) - (N.Of(2) * y - N.Of(6.123233995736766e-17)), y), x);
    }

    /// <summary>The inverse cosine: π/2 − asin x up to ½, beyond 2 asin √((1 − |x|) / 2) or π less that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Acos<N>(N x) where N : struct, IFormula<N>
    {
        var y = AsinInside(x, out var isFar);
        var isBelow = N.Greater(N.Of(0), x);
        var near = N.Of(1.5707963267948966) - (N.Select(isBelow, -y, y) - N.Of(6.123233995736766e-17));
        var far = N.Select(isBelow, N.Of(3.141592653589793) - (N.Of(2) * y - N.Of(1.2246467991473532e-16)), N.Of(2) * y);
        return N.Select(isFar, far, near);
    }

    // asin of |x|, or of √((1 − |x|) / 2) where |x| is above ½; the polynomial is minimax (eng/minimax.py, error 2^−59).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static N AsinInside<N>(N x, out N isFar) where N : struct, IFormula<N>
    {
        var a = N.Abs(x);
        isFar = N.Greater(a, N.Of(0.5));
        var rest = (N.Of(1) - a) * N.Of(0.5);
        var z = N.Select(isFar, rest, a * a);
        var s = N.Select(isFar, N.Sqrt(rest), a);
        var p = N.Of(0.03275473623727087);
        p = p * z + N.Of(-0.021195903103988778);
        p = p * z + N.Of(0.02184305295469274);
        p = p * z + N.Of(0.0036521476846616725);
        p = p * z + N.Of(0.010794216001943444);
        p = p * z + N.Of(0.01139649531122975);
        p = p * z + N.Of(0.013981106470728392);
        p = p * z + N.Of(0.017351588992222045);
        p = p * z + N.Of(0.022372216220375087);
        p = p * z + N.Of(0.030381942665879062);
        p = p * z + N.Of(0.04464285717544405);
        p = p * z + N.Of(0.07499999999969974);
        p = p * z + N.Of(0.16666666666666763);
        return s + s * z * p;
    }

    /// <summary>The angle of the point (x, y): atan |y / x|, mirrored into the quadrant by the signs, that of a zero included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N Atan2<N>(N y, N x) where N : struct, IFormula<N>
    {
        N up = N.Abs(y), along = N.Abs(x);
        var alike = N.Equal(up, along) * (N.Equal(up, N.Of(double.PositiveInfinity)) + N.Equal(up, N.Of(0)));
        var ratio = N.Select(alike, N.Select(N.Equal(up, N.Of(0)), N.Of(0), N.Of(1)), up / along);
        var angle = Atan(ratio);
        angle = N.Select(IsNegative(x), N.Of(3.141592653589793) - (angle - N.Of(1.2246467991473532e-16)), angle);
        return N.Select(IsNegative(y), -angle, angle);
    }

    // 1 for numbers below 0 and for −0, which its reciprocal tells.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static N IsNegative<N>(N x) where N : struct, IFormula<N> =>
        N.Greater(N.Of(0), x) + N.Equal(x, N.Of(0)) * N.Greater(N.Of(0), N.Of(1) / x);

    /// <summary>
    /// 1 − erf(x). From ½ on e^(−x²) q(u), u = (x − 3)/(x + 3), q minimax up to 28 (eng/minimax.py, error 2^−61). There x² is cut into the
    /// square of few bits, which is exact, and a small rest: its rounding would be multiplied by x².
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N ErfComplement<N>(N x) where N : struct, IFormula<N>
    {
        var far = N.Min(N.Max(x, N.Of(0.5)), N.Of(28));
        var head = N.Floor(far * N.Of(32)) * N.Of(0.03125);
        var y = ScaledErfComplement(far) * N.Exp(-(head * head)) * N.Exp(-((far - head) * (far + head)));
        return N.Select(N.Greater(x, N.Of(28)), N.Of(0), N.Select(N.Greater(x, N.Of(0.5)), y, N.Of(1) - N.Erf(x)));
    }

    /// <summary>e^(x²) (1 − erf(x)) for ½ ≤ x ≤ 28.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static N ScaledErfComplement<N>(N x) where N : struct, IFormula<N>
    {
        var u = (x - N.Of(3)) / (x + N.Of(3));
        var p = N.Of(1.1362121687144872e-09);
        p = p * u + N.Of(-6.450872715712832e-10);
        p = p * u + N.Of(-8.79054495999762e-09);
        p = p * u + N.Of(3.032801189612134e-10);
        p = p * u + N.Of(4.7003230875254194e-08);
        p = p * u + N.Of(2.915441890775421e-08);
        p = p * u + N.Of(-2.3479373929158697e-07);
        p = p * u + N.Of(-2.943107627813355e-07);
        p = p * u + N.Of(1.252569044984508e-06);
        p = p * u + N.Of(2.1201390294951207e-06);
        p = p * u + N.Of(-7.978153800436073e-06);
        p = p * u + N.Of(-1.2860524643508429e-05);
        p = p * u + N.Of(6.405655995781561e-05);
        p = p * u + N.Of(4.525530198306482e-05);
        p = p * u + N.Of(-0.0005970619491559057);
        p = p * u + N.Of(0.0007077464386680912);
        p = p * u + N.Of(0.004269136332889229);
        p = p * u + N.Of(-0.024392499318662074);
        p = p * u + N.Of(0.07166583719797623);
        p = p * u + N.Of(-0.15011593650077737);
        p = p * u + N.Of(0.2456038017123309);
        p = p * u + N.Of(-0.3262335600430372);
        return p * u + N.Of(0.17900115118138996);
    }
}
