namespace Nabla.Distributions;

/// <summary>X / (X + Y) of two gamma variables with concentrations a and b, by their logarithms.</summary>
readonly struct BetaLaw : ILaw
{
    public double Draw(ReadOnlySpan<double> parameters, ref RandomStream random)
    {
        var x = GammaLaw.Log(parameters[0], ref random);
        return 1 / (1 + Math.Exp(GammaLaw.Log(parameters[1], ref random) - x));
    }
}
