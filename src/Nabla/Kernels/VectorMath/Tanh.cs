using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Nabla.Kernels;

static partial class VectorMath
{
    // Above this |x| tanh is over ½, so that in 1 − 2/(e^2|x| + 1) the error of the quotient is halved, not doubled.
    const float TanhSmall = 0.55f;

    /// <summary>Hyperbolic tangent: odd, ±1 at ±∞, keeps the sign of 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        var a = Abs(x);
        var z = a * a;
        var p = Create(-0.00627421773f);
        p = MultiplyAdd(p, z, Create(0.0210716666f));
        p = MultiplyAdd(p, z, Create(-0.0538523082f));
        p = MultiplyAdd(p, z, Create(0.133325861f));
        p = MultiplyAdd(p, z, Create(-0.333333176f));
        var small = MultiplyAdd(a * z, p, a);                                       // |x| + |x|³ p(x²)
        var e = ExpInRange(MinNative(Create(20f), a + a));                                  // tanh is 1 to the last bit from 10 on
        var large = Vector<float>.One - Create(2f) / (e + Vector<float>.One);
        return CopySign(ConditionalSelect(LessThan(a, Create(TanhSmall)), small, large), x);
    }

    /// <summary>Hyperbolic tangent: odd, ±1 at ±∞, keeps the sign of 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Tanh(Vector<double> x)
    {
        var a = Abs(x);
        var z = a * a;
        var p = Create(-1.9494657007081074e-05);
        p = MultiplyAdd(p, z, Create(8.331639662710666e-05));
        p = MultiplyAdd(p, z, Create(-0.00023338152810935015));
        p = MultiplyAdd(p, z, Create(0.0005884444705193659));
        p = MultiplyAdd(p, z, Create(-0.001455542841556799));
        p = MultiplyAdd(p, z, Create(0.0035920920297024283));
        p = MultiplyAdd(p, z, Create(-0.008863232601357924));
        p = MultiplyAdd(p, z, Create(0.021869488385849935));
        p = MultiplyAdd(p, z, Create(-0.05396825396376037));
        p = MultiplyAdd(p, z, Create(0.1333333333332662));
        p = MultiplyAdd(p, z, Create(-0.333333333333333));
        var small = MultiplyAdd(a * z, p, a);
        var e = ExpInRange(MinNative(Create(40.0), a + a));
        var large = Vector<double>.One - Create(2.0) / (e + Vector<double>.One);
        return CopySign(ConditionalSelect(LessThan(a, Create((double)TanhSmall)), small, large), x);
    }
}
