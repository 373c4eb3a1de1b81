namespace Nabla.Distributions;

/// <summary>A Poisson variable whose rate is a gamma variable of concentration r, times the odds: parameters are r and the odds.</summary>
readonly struct NegativeBinomialLaw : ILaw
{
    public double Draw(ReadOnlySpan<double> parameters, ref RandomStream random) =>
        PoissonLaw.Number(parameters[1] * default(GammaLaw).Draw(parameters, ref random), ref random);
}
