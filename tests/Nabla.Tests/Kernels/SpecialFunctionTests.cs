using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

/// <summary>Errors of functions made of others, at points computed with 60 digits (eng/golden/mpmath_special_functions.py).</summary>
public class SpecialFunctionTests
{
    static readonly Dictionary<string, Func<double, double>> Functions = new()
    {
        ["expm1"] = x => Formulas.Expm1(new Number(x)).Value,
        ["log1p"] = x => Formulas.Log1p(new Number(x)).Value,
        ["sinh"] = x => Formulas.Sinh(new Number(x)).Value,
        ["cosh"] = x => Formulas.Cosh(new Number(x)).Value,
        ["asinh"] = x => Formulas.Asinh(new Number(x)).Value,
        ["acosh"] = x => Formulas.Acosh(new Number(x)).Value,
        ["atanh"] = x => Formulas.Atanh(new Number(x)).Value,
        ["atan"] = x => Formulas.Atan(new Number(x)).Value,
        ["asin"] = x => default(Asin).Value(new Number(x)).Value,
        ["acos"] = x => default(Acos).Value(new Number(x)).Value,
        ["tan"] = x => default(Tan).Value(new Number(x)).Value,
        ["erfc"] = x => Formulas.ErfComplement(new Number(x)).Value,
        ["erfinv"] = ErrorFunctions.Inverse,
        ["lgamma"] = GammaFunctions.LogGamma,
        ["digamma"] = x => GammaFunctions.Polygamma(0, x),
        ["polygamma1"] = x => GammaFunctions.Polygamma(1, x),
        ["polygamma2"] = x => GammaFunctions.Polygamma(2, x),
        ["polygamma5"] = x => GammaFunctions.Polygamma(5, x),
        ["erfcx"] = ErrorFunctions.ScaledComplement,
        ["erfcx slope"] = ErrorFunctions.ScaledComplementSlope,
        ["ndtr"] = NormalFunctions.Cdf,
        ["log ndtr"] = NormalFunctions.LogCdf,
        ["ndtri"] = NormalFunctions.Quantile,
        ["j0"] = BesselFunctions.J0,
        ["j1"] = BesselFunctions.J1,
        ["y0"] = BesselFunctions.Y0,
        ["y1"] = BesselFunctions.Y1,
        ["i0"] = ModifiedBesselFunctions.I0,
        ["i1"] = ModifiedBesselFunctions.I1,
        ["i0e"] = ModifiedBesselFunctions.ScaledI0,
        ["i1e"] = ModifiedBesselFunctions.ScaledI1,
        ["k0"] = ModifiedBesselFunctions.K0,
        ["k1"] = ModifiedBesselFunctions.K1,
        ["k0e"] = ModifiedBesselFunctions.ScaledK0,
        ["k1e"] = ModifiedBesselFunctions.ScaledK1,
        ["airy"] = AiryFunction.Value,
        ["airy slope"] = AiryFunction.Slope,
        ["zeta 2.5"] = x => GammaFunctions.Zeta(2.5, x),
        ["zeta 1.25"] = x => GammaFunctions.Zeta(1.25, x),
        ["gammap 0.5"] = x => GammaIntegrals.Both(0.5, x).P,
        ["gammap 7"] = x => GammaIntegrals.Both(7, x).P,
        ["gammap 300"] = x => GammaIntegrals.Both(300, x).P,
        ["gammaq 0.5"] = x => GammaIntegrals.Both(0.5, x).Q,
        ["gammaq 7"] = x => GammaIntegrals.Both(7, x).Q,
        ["gammaq 300"] = x => GammaIntegrals.Both(300, x).Q,
    };

    // Relative errors in units of 2^−52, measured; the bound is the next whole number above, or so. Exponents to −200 and differences of
    // numbers a hundred times larger cost some hundred units: less than 3e-14.
    [Theory]
    [InlineData("expm1", 4)]
    [InlineData("log1p", 4)]
    [InlineData("sinh", 4)]
    [InlineData("cosh", 4)]
    [InlineData("asinh", 4)]
    [InlineData("acosh", 4)]
    [InlineData("atanh", 4)]
    [InlineData("atan", 4)]
    [InlineData("asin", 4)]
    [InlineData("acos", 4)]
    [InlineData("tan", 4)]
    [InlineData("erfc", 8)]
    [InlineData("erfinv", 4)]
    [InlineData("lgamma", 8)]
    [InlineData("digamma", 8)]
    [InlineData("polygamma1", 8)]
    [InlineData("polygamma2", 8)]
    [InlineData("polygamma5", 8)]
    [InlineData("erfcx", 8)]
    [InlineData("erfcx slope", 128)]
    [InlineData("ndtr", 8)]
    [InlineData("log ndtr", 8)]
    [InlineData("ndtri", 8)]
    [InlineData("j0", 8)]
    [InlineData("j1", 8)]
    [InlineData("y0", 8)]
    [InlineData("y1", 8)]
    [InlineData("i0", 8)]
    [InlineData("i1", 8)]
    [InlineData("i0e", 8)]
    [InlineData("i1e", 8)]
    [InlineData("k0", 8)]
    [InlineData("k1", 8)]
    [InlineData("k0e", 8)]
    [InlineData("k1e", 8)]
    [InlineData("airy", 8)]
    [InlineData("airy slope", 8)]
    [InlineData("zeta 2.5", 8)]
    [InlineData("zeta 1.25", 8)]
    [InlineData("gammap 0.5", 128)]
    [InlineData("gammap 7", 128)]
    [InlineData("gammap 300", 128)]
    [InlineData("gammaq 0.5", 128)]
    [InlineData("gammaq 7", 128)]
    [InlineData("gammaq 300", 128)]
    public void RelativeErrorIsSmall(string name, double units) => GoldenPoints.AssertWithin(
        "SpecialFunctions", name, atLeast: 90, units, (x, y) => Math.Abs(Functions[name](x) - y) / Size(name, x, y) * Math.ScaleB(1, 52));

    // Near zeros of its own a function of this kind keeps its absolute error only.
    static double Size(string name, double x, double y)
    {
        var isAbsolute = name switch
        {
            "j0" or "j1" or "y0" or "y1" => true,
            "lgamma" or "polygamma2" or "airy" or "airy slope" => x < 0,
            "digamma" => x < 2,
            _ => false,
        };
        return isAbsolute ? 1 + Math.Abs(y) : Math.Max(Math.Abs(y), 2.3e-308);
    }

    [Theory]
    [InlineData("lgamma", 0, double.PositiveInfinity)]
    [InlineData("lgamma", -3, double.PositiveInfinity)]
    [InlineData("lgamma", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("lgamma", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("lgamma", double.NaN, double.NaN)]
    [InlineData("lgamma", 1, 0)]
    [InlineData("lgamma", 2, 0)]
    [InlineData("digamma", 0, double.NegativeInfinity)]
    [InlineData("digamma", -0.0, double.PositiveInfinity)]
    [InlineData("digamma", -2, double.NaN)]
    [InlineData("digamma", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("polygamma1", 0, double.PositiveInfinity)]
    [InlineData("polygamma2", -1, double.NegativeInfinity)]
    [InlineData("polygamma1", double.PositiveInfinity, 0)]
    [InlineData("polygamma1", double.NaN, double.NaN)]
    [InlineData("erfinv", 1, double.PositiveInfinity)]
    [InlineData("erfinv", -1, double.NegativeInfinity)]
    [InlineData("erfinv", 1.5, double.NaN)]
    [InlineData("erfc", double.NegativeInfinity, 2)]
    [InlineData("erfc", double.PositiveInfinity, 0)]
    [InlineData("erfc", double.NaN, double.NaN)]
    [InlineData("expm1", 800, double.PositiveInfinity)]
    [InlineData("expm1", double.NegativeInfinity, -1)]
    [InlineData("log1p", -1, double.NegativeInfinity)]
    [InlineData("log1p", -2, double.NaN)]
    [InlineData("log1p", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("acosh", 0.5, double.NaN)]
    [InlineData("atanh", 1, double.PositiveInfinity)]
    [InlineData("asin", 2, double.NaN)]
    public void SpecialValuesAreExact(string name, double x, double y) => Assert.Equal(y, Functions[name](x));
}
