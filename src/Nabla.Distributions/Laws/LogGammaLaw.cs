namespace Nabla.Distributions;

/// <summary>
/// The logarithm of a gamma variable with rate 1, from its concentration: variables of small concentrations are below the smallest number.
/// </summary>
readonly struct LogGammaLaw : ILaw
{
    public double Draw(ReadOnlySpan<double> parameters, ref RandomStream random)
    {
        var a = parameters[0];
        return a < 1
            ? Math.Log(GammaLaw.Above(a + 1, ref random)) + Math.Log(random.Uniform()) / a
            : Math.Log(GammaLaw.Above(a, ref random));
    }
}
