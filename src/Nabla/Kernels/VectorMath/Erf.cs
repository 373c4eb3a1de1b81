using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Nabla.Kernels;

static partial class VectorMath
{
    /// <summary>Error function 2/√π ∫₀ˣ e^(−t²) dt: odd, ±1 at ±∞, keeps the sign of 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Erf(Vector<float> x)
    {
        var a = MinNative(Create(4f), Abs(x));                                              // erf is 1 to the last bit from 3.92 on
        var z = a * a;
        var p = Create(7.85385215e-5f);
        p = MultiplyAdd(p, z, Create(-0.000801019176f));
        p = MultiplyAdd(p, z, Create(0.00518832761f));
        p = MultiplyAdd(p, z, Create(-0.026853812f));
        p = MultiplyAdd(p, z, Create(0.112835852f));
        p = MultiplyAdd(p, z, Create(-0.376126258f));
        p = MultiplyAdd(p, z, Create(0.128379166f));
        var small = MultiplyAdd(a, p, a);                                           // |x| + |x| p(x²)
        var q = Create(-0.00018637532f);
        q = MultiplyAdd(q, a, Create(0.00294762214f));
        q = MultiplyAdd(q, a, Create(-0.0218379244f));
        q = MultiplyAdd(q, a, Create(0.10310647f));
        q = MultiplyAdd(q, a, Create(0.638145156f));
        q = MultiplyAdd(q, a, Create(1.127089f));
        q = MultiplyAdd(q, a, Create(0.000341570334f));
        var large = Vector<float>.One - ExpInRange(-q);                                     // 1 − e^(−q(|x|))
        return CopySign(ConditionalSelect(LessThan(a, Vector<float>.One), small, large), x);
    }

    /// <summary>Error function 2/√π ∫₀ˣ e^(−t²) dt: odd, ±1 at ±∞, keeps the sign of 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Erf(Vector<double> x)
    {
        var a = MinNative(Create(6.0), Abs(x));                                             // erf is 1 to the last bit from 5.93 on
        var z = a * a;
        var p = Create(-7.779448128985062e-10);
        p = MultiplyAdd(p, z, Create(1.3710969480955612e-08));
        p = MultiplyAdd(p, z, Create(-1.620631124154645e-07));
        p = MultiplyAdd(p, z, Create(1.6447131245009002e-06));
        p = MultiplyAdd(p, z, Create(-1.4924712275906955e-05));
        p = MultiplyAdd(p, z, Create(0.00012055293575569566));
        p = MultiplyAdd(p, z, Create(-0.0008548325929271419));
        p = MultiplyAdd(p, z, Create(0.005223977606117625));
        p = MultiplyAdd(p, z, Create(-0.026866170643111375));
        p = MultiplyAdd(p, z, Create(0.11283791670944185));
        p = MultiplyAdd(p, z, Create(-0.3761263890318352));
        p = MultiplyAdd(p, z, Create(0.12837916709551256));
        var small = MultiplyAdd(a, p, a);
        var u = (a - Create(3.0)) / (a + Create(3.0));                                      // 1 … 6 becomes −½ … ⅓
        var q = Create(-6.553931927619923e-06);
        q = MultiplyAdd(q, u, Create(-6.358986736666423e-06));
        q = MultiplyAdd(q, u, Create(7.173973365528644e-05));
        q = MultiplyAdd(q, u, Create(5.031246194911203e-05));
        q = MultiplyAdd(q, u, Create(-0.0005949518908840825));
        q = MultiplyAdd(q, u, Create(0.00070832170716064));
        q = MultiplyAdd(q, u, Create(0.004269236238334802));
        q = MultiplyAdd(q, u, Create(-0.024392489504379992));
        q = MultiplyAdd(q, u, Create(0.07166583747036079));
        q = MultiplyAdd(q, u, Create(-0.15011593654600036));
        q = MultiplyAdd(q, u, Create(0.24560380170763982));
        q = MultiplyAdd(q, u, Create(-0.3262335600431705));
        q = MultiplyAdd(q, u, Create(0.17900115118138993));
        var large = Vector<double>.One - q * ExpInRange(-z);                                // e^(x²) (1 − erf |x|) is smooth: q(u)
        return CopySign(ConditionalSelect(LessThan(a, Vector<double>.One), small, large), x);
    }
}
