using System.Numerics;
using System.Runtime.CompilerServices;

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

    /// <summary>
    /// The same for registers of numbers that have the 24 digits of float, with the quotient rounded towards 0. False if a quotient has
    /// more than the 29 digits for which its product with b is exact; rest and quotient are then without meaning.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Exact(Vector<double> a, Vector<double> b, out Vector<double> rest, out Vector<double> quotient)
    {
        var ratio = a / b;
        quotient = Vector.CopySign(Vector.Floor(Vector.Abs(ratio)), ratio);
        rest = Vector.ConditionalSelect(Vector.Equals(quotient, Vector<double>.Zero), a, a - quotient * b);

        // A ratio that was rounded up to a whole number leaves a rest of the wrong sign.
        var isUp = Opposite(rest, a);
        rest = Vector.ConditionalSelect(isUp, rest + Vector.CopySign(b, a), rest);
        quotient = Vector.ConditionalSelect(isUp, quotient - Vector.CopySign(Vector<double>.One, ratio), quotient);
        return !Vector.GreaterThanOrEqualAny(Vector.Abs(quotient), Vector.Create(536870912.0));
    }

    /// <summary>All bits set where the rest is not 0 and has another sign than b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Opposite(Vector<double> rest, Vector<double> b)
    {
        var zero = Vector<double>.Zero;
        return Vector.AndNot(Vector.LessThan(rest, zero) ^ Vector.LessThan(b, zero), Vector.Equals(rest, zero)).As<long, double>();
    }
}
