namespace Nabla.Distributions;

/// <summary>
/// An angle of mean 0 from its concentration: D. J. Best and N. I. Fisher, "Efficient simulation of the von Mises distribution", Applied
/// Statistics 28 (1979).
/// </summary>
readonly struct VonMisesLaw : ILaw
{
    public double Draw(ReadOnlySpan<double> parameters, ref RandomStream random)
    {
        var k = parameters[0];
        var tau = 1 + Math.Sqrt(1 + 4 * k * k);
        var rho = (tau - Math.Sqrt(2 * tau)) / (2 * k);
        // (1 + ρ²) / 2ρ, where ρ falls to k / 2 and its digits are lost
        var r = k < 1e-4 ? 1 / k + 0.25 * k : (1 + rho * rho) / (2 * rho);
        while (true)
        {
            var z = Math.Cos(Math.PI * random.Uniform());
            var f = (1 + r * z) / (r + z);
            var (c, u) = (k * (r - f), random.Uniform());
            if (c * (2 - c) > u || Math.Log(c / u) + 1 >= c)
                return Math.CopySign(Math.Acos(Math.Clamp(f, -1, 1)), random.Uniform() - 0.5);
        }
    }
}
