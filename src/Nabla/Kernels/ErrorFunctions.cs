namespace Nabla.Kernels;

/// <summary>Relatives of the error function for one number.</summary>
/// <remarks>Largest relative errors found by the tests: complement 8 units in the last place, inverse 4.</remarks>
static class ErrorFunctions
{
    // e^(x²) (1 − erf x) of u = (x − 3) / (x + 3) for ½ ≤ x ≤ 28: minimax, error 2^−61 (eng/minimax.py).
    static readonly double[] Scaled =
    [
        0.17900115118138996, -0.3262335600430372, 0.2456038017123309, -0.15011593650077737, 0.07166583719797623,
        -0.024392499318662074, 0.004269136332889229, 0.0007077464386680912, -0.0005970619491559057, 4.525530198306482e-05,
        6.405655995781561e-05, -1.2860524643508429e-05, -7.978153800436073e-06, 2.1201390294951207e-06, 1.252569044984508e-06,
        -2.943107627813355e-07, -2.3479373929158697e-07, 2.915441890775421e-08, 4.7003230875254194e-08, 3.032801189612134e-10,
        -8.79054495999762e-09, -6.450872715712832e-10, 1.1362121687144872e-09,
    ];

    /// <summary>1 − erf(x).</summary>
    public static double Complement(double x)
    {
        if (!(x >= 0.5))
            return 1 - Number.Erf(new Number(x)).Value;
        if (x > 28)
            return 0;

        // x² is cut into the square of few bits, which is exact, and a small rest: its rounding would be multiplied by x².
        var head = Math.Floor(x * 64) / 64;
        return Polynomial(Scaled, (x - 3) / (x + 3)) * Math.Exp(-head * head) * Math.Exp(-(x - head) * (x + head));
    }

    /// <summary>The y with erf(y) = x: Giles's approximation for single precision (beyond its range the asymptotic one), then two steps of Halley's method.</summary>
    /// <remarks>M. Giles, Approximating the erfinv function, GPU Computing Gems, 2010.</remarks>
    public static double Inverse(double x)
    {
        if (!(Math.Abs(x) < 1))
            return Math.Abs(x) == 1 ? x * double.PositiveInfinity : double.NaN;
        var a = Math.Abs(x);
        if (a < 1e-9)
            return x * 0.886226925452758;
        var y = Start(a);
        for (var i = 0; i < 2; i++)
        {
            // Near 1 the difference is formed by the complements, which keep their digits there.
            var off = a < 0.5 ? Number.Erf(new Number(y)).Value - a : (1 - a) - Complement(y);
            var step = off * 0.886226925452758 * Math.Exp(y * y);
            y -= step / (1 + y * step);
        }

        return Math.CopySign(y, x);
    }

    static double Start(double x)
    {
        var w = -Math.Log((1 - x) * (1 + x));
        if (w > 16)
        {
            // 1 − erf y ≈ e^(−y²) / (√π y), solved for the first y.
            var log = -Math.Log(1 - x);
            return Math.Sqrt(log - 0.5 * Math.Log(Math.PI * (log - 0.5 * Math.Log(Math.PI * log))));
        }

        return x * (w < 5
            ? Polynomial(
                [1.50140941, 0.246640727, -0.00417768164, -0.00125372503, 0.00021858087, -4.39150654e-06, -3.5233877e-06, 3.43273939e-07, 2.81022636e-08], w - 2.5)
            : Polynomial(
                [2.83297682, 1.00167406, 0.00943887047, -0.0076224613, 0.00573950773, -0.00367342844, 0.00134934322, 0.000100950558, -0.000200214257],
                Math.Sqrt(w) - 3));
    }

    // c₀ + c₁ x + c₂ x² + …
    static double Polynomial(ReadOnlySpan<double> c, double x)
    {
        var y = 0.0;
        for (var i = c.Length - 1; i >= 0; i--)
            y = Math.FusedMultiplyAdd(y, x, c[i]);
        return y;
    }
}
