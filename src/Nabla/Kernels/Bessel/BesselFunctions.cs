namespace Nabla.Kernels;

/// <summary>
/// Bessel functions J and Y of orders 0 and 1 for one number. Up to 8 Chebyshev series (of Y without its logarithm and pole); beyond, the
/// form of Hankel, J = √(2/πx) (P cos χ − Q sin χ) with χ = x − (2n + 1) π/4, P and Q by Chebyshev series in 1/x².
/// </summary>
/// <remarks>
/// Form: DLMF 10.8, 10.17; coefficients: eng/chebyshev.py. The sines of χ are taken from those of x, whose rounding would be that of x.
/// </remarks>
static class BesselFunctions
{
    const double Edge = 8;

    /// <summary>J₀(x).</summary>
    public static double J0(double x) => (x = Math.Abs(x)) <= Edge ? Chebyshev.Sum(J0Near, Chebyshev.Below(x, Edge)) : Far(x, 0, 0);

    /// <summary>J₁(x).</summary>
    public static double J1(double x) =>
        Math.Abs(x) <= Edge ? x * Chebyshev.Sum(J1Near, Chebyshev.Below(x, Edge)) : Math.Sign(x) * Far(Math.Abs(x), 1, 0);

    /// <summary>Y₀(x); −∞ at 0, NaN below.</summary>
    public static double Y0(double x) => x switch
    {
        0 => double.NegativeInfinity,
        > 0 and <= Edge => Chebyshev.Sum(Y0Near, Chebyshev.Below(x, Edge)) + 2 / Math.PI * Math.Log(x) * J0(x),
        > Edge => Far(x, 0, 1),
        _ => double.NaN,
    };

    /// <summary>Y₁(x); −∞ at 0, NaN below.</summary>
    public static double Y1(double x) => x switch
    {
        0 => double.NegativeInfinity,
        > 0 and <= Edge => x * Chebyshev.Sum(Y1Near, Chebyshev.Below(x, Edge)) + 2 / Math.PI * (Math.Log(x) * J1(x) - 1 / x),
        > Edge => Far(x, 1, 1),
        _ => double.NaN,
    };

    // J (kind 0) or Y (kind 1) beyond the edge; 0 at ∞.
    static double Far(double x, int order, int kind)
    {
        if (!double.IsFinite(x))
            return 1 / x;
        var t = Chebyshev.Beyond(x, Edge);
        var (p, q) = order == 0 ? (Chebyshev.Sum(P0, t), Chebyshev.Sum(Q0, t) / x) : (Chebyshev.Sum(P1, t), Chebyshev.Sum(Q1, t) / x);
        var (sin, cos) = Math.SinCos(x);

        // √2 times cosine and sine of χ
        var (c, s) = order == 0 ? (cos + sin, sin - cos) : (sin - cos, -sin - cos);
        return (kind == 0 ? p * c - q * s : p * s + q * c) / Math.Sqrt(Math.PI * x);
    }

    static ReadOnlySpan<double> J0Near =>
    [
        0.15772797147489012, -0.008723442352852221, 0.2651786132033368, -0.37009499387264977, 0.15806710233209725, -0.034893769411408884,
        0.004819180069467605, -0.00046062616620627504, 3.246032882100508e-05, -1.7619469077621507e-06, 7.608163592418782e-08,
        -2.679253530557673e-09, 7.848696314479465e-11, -1.9438346867370164e-12, 4.125320595634374e-14, -7.588508125447546e-16,
        1.2218515873961411e-17,
    ];

    static ReadOnlySpan<double> J1Near =>
    [
        0.08104484632565812, -0.1489751450676521, 0.1609992623572097, -0.08268049176681791, 0.022213639654966037, -0.003646940600769276,
        0.0004050337728354822, -3.255554866857259e-05, 1.9858774049915165e-06, -9.521984756750436e-08, 3.687133759097148e-09,
        -1.178026622695885e-10, 3.160154580348003e-12, -7.221755239651773e-14, 1.4232144003513942e-15, -2.4441972916190464e-17,
    ];

    static ReadOnlySpan<double> Y0Near =>
    [
        -0.03314611320328494, -0.2744743055297453, 0.17903431407718265, 0.26156734625504663, -0.17730201278114358, 0.04719668959576339,
        -0.007287962479552079, 0.0007531135932577742, -5.632079141056987e-05, 3.206532537654801e-06, -1.44072332740187e-07,
        5.248794787330516e-09, -1.5837552541812015e-10, 4.02633081830612e-12, -8.747341203310769e-14, 1.6434898714919468e-15,
        -2.6977881152566837e-17,
    ];

    static ReadOnlySpan<double> Y1Near =>
    [
        0.0025380132357417816, -0.01608717304766875, -0.09591204536083074, 0.08445197259652346, -0.028328123944594365, 0.005289897544167113,
        -0.0006414551451326356, 5.505982873338744e-05, -3.53808001868935e-06, 1.7707804556154404e-07, -7.11055004989928e-09,
        2.344337905911516e-10, -6.4651518414115946e-12, 1.51429151205002e-13, -3.0511859694473254e-15, 5.34668038572867e-17,
    ];

    static ReadOnlySpan<double> P0 =>
    [
        0.9994603493475187, -0.0005365220468132117, 3.0751847875194745e-06, -5.1705945376060975e-08, 1.6306464635151382e-09,
        -7.86409137723707e-11, 5.168262387349193e-12, -4.3045788699253914e-13, 4.3265957431549404e-14, -5.069034095935236e-15,
        6.748072215733873e-16, -1.0011513723467786e-16, 1.6305919233744186e-17,
    ];

    static ReadOnlySpan<double> Q0 =>
    [
        -0.12444683684269607, 0.0005470815954089319, -5.9315987288485175e-06, 1.4377965798375193e-07, -5.817532749493056e-09,
        3.376097523734991e-10, -2.565397936797308e-11, 2.404916100281365e-12, -2.6690625482579414e-13, 3.4041800321963686e-14,
        -4.87994410531204e-15, 7.729703176242605e-16, -1.3348852171502517e-16, 2.4865952389390515e-17, -4.952892629886516e-18,
    ];

    static ReadOnlySpan<double> P1 =>
    [
        1.0009030408600137, 0.0008989898330859408, -3.987284300488908e-06, 6.177633960644299e-08, -1.8718907491063067e-09,
        8.816898659582339e-11, -5.704863640395645e-12, 4.699195515230542e-13, -4.6842237839904895e-14, 5.452674896044717e-15,
        -7.221180842274018e-16, 1.0667689114335412e-16, -1.7312313216116335e-17,
    ];

    static ReadOnlySpan<double> Q1 =>
    [
        0.3742222965562826, -0.0007702178839325664, 7.3108922063643636e-06, -1.676782510726674e-07, 6.583354662120443e-09,
        -3.749090950541556e-10, 2.8121750359748866e-11, -2.61145253946232e-12, 2.8774212663332235e-13, -3.649001916061838e-14,
        5.206626366226707e-15, -8.215318025458595e-16, 1.4141084390211833e-16, -2.626761589838529e-17, 5.2192649196714085e-18,
    ];
}
