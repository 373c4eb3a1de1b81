using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>Special functions and their derivatives against SciPy's and PyTorch's numbers (eng/golden/torch_special.py).</summary>
public class SpecialGoldenTests
{
    static readonly Dictionary<string, Func<Tensor, Tensor>> Calls = new()
    {
        ["entr"] = x => x.Entr(),
        ["logit"] = x => x.Logit(),
        ["erfcx"] = x => x.ScaledErfComplement(),
        ["ndtr"] = x => x.NormalCdf(),
        ["log ndtr"] = x => x.NormalLogCdf(),
        ["ndtri"] = x => x.NormalQuantile(),
        ["multigammaln"] = x => x.MultivariateLogGamma(4),
        ["xlog1py"] = x => Number(1.5, x).XLog1pY(x),
        ["zeta"] = x => Number(3.5, x).Zeta(x),
        ["gammainc 0.5"] = x => Number(0.5, x).GammaP(x),
        ["gammainc 3.0"] = x => Number(3, x).GammaP(x),
        ["gammainc 40.0"] = x => Number(40, x).GammaP(x),
        ["gammaincc 0.5"] = x => Number(0.5, x).GammaQ(x),
        ["gammaincc 3.0"] = x => Number(3, x).GammaQ(x),
        ["gammaincc 40.0"] = x => Number(40, x).GammaQ(x),
        ["i0"] = x => x.ModifiedBesselI0(),
        ["i1"] = x => x.ModifiedBesselI1(),
        ["i0e"] = x => x.ScaledModifiedBesselI0(),
        ["i1e"] = x => x.ScaledModifiedBesselI1(),
        ["j0"] = x => x.BesselJ0(),
        ["j1"] = x => x.BesselJ1(),
        ["y0"] = x => x.BesselY0(),
        ["y1"] = x => x.BesselY1(),
        ["k0"] = x => x.ModifiedBesselK0(),
        ["k1"] = x => x.ModifiedBesselK1(),
        ["k0e"] = x => x.ScaledModifiedBesselK0(),
        ["k1e"] = x => x.ScaledModifiedBesselK1(),
        ["airy"] = x => x.AiryAi(),
        ["spherical j0"] = x => x.SphericalBesselJ0(),
        ["chebyshev t"] = x => x.ChebyshevT(6),
        ["chebyshev u"] = x => x.ChebyshevU(6),
        ["chebyshev v"] = x => x.ChebyshevV(6),
        ["chebyshev w"] = x => x.ChebyshevW(6),
        ["shifted t"] = x => x.ShiftedChebyshevT(6),
        ["shifted u"] = x => x.ShiftedChebyshevU(6),
        ["hermite h"] = x => x.HermiteH(6),
        ["hermite he"] = x => x.HermiteHe(6),
        ["laguerre"] = x => x.Laguerre(6),
        ["legendre"] = x => x.Legendre(6),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Fact]
    public void EveryCaseOfTheFileIsCompared()
    {
        using var golden = new GoldenFile("special");
        Assert.Equal(golden.Under("").Keys.Select(key => key.Split('/')[0]).Distinct().Order(), Calls.Keys.Order());
    }

    [Theory, MemberData(nameof(Names))]
    public void DoubleAgreesWithSciPy(string name) => Compare(name, DType.Float64, 1e-13);

    [Theory, MemberData(nameof(Names))]
    public void FloatAgreesWithSciPy(string name) => Compare(name, DType.Float32, 3e-6);

    // Inputs of single precision are taken as they are: the file's are rounded first, so steep functions move with them.
    static void Compare(string name, DType dtype, double tolerance)
    {
        using var golden = new GoldenFile("special");
        var x = golden[$"{name}/in.0"].To(dtype).Track();
        var y = Calls[name](x);
        GoldenFile.AssertClose(golden[$"{name}/out.0"].To(dtype), y, tolerance, name);
        GoldenFile.AssertClose(golden[$"{name}/d.0"].To(dtype), y.Sum().Backward()[x], tolerance, $"{name}: derivative");
    }

    static Tensor Number(double value, Tensor like) => Tensor.Scalar(value, like.DType);
}
