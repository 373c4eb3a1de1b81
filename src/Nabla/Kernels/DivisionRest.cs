namespace Nabla.Kernels;

/// <summary>The rest of a division of floating-point numbers, which is always a floating-point number itself.</summary>
static class DivisionRest
{
    const double ExactQuotients = 4503599627370496;      // 2^52: whole quotients below it are at most 1 off

    /// <summary>a − b trunc(a / b) without rounding: what C calls fmod.</summary>
    public static double Exact(double a, double b)
    {
        var quotient = Math.Truncate(a / b);
        if (quotient == 0)
            return a;
        if (!(Math.Abs(quotient) < ExactQuotients) || Math.Abs(b) < 1e-290)
            return a % b;

        // The product and the difference are rounded once together; a quotient that was rounded up leaves a rest of the wrong sign.
        var rest = Math.FusedMultiplyAdd(-quotient, b, a);
        return rest != 0 && rest < 0 != a < 0 ? rest + Math.CopySign(b, a) : rest;
    }
}
