namespace Nabla;

/// <summary>
/// How one number is drawn from its parameters. Rejection may take any count of random numbers: each element has a stream of its own.
/// </summary>
public interface ILaw
{
    /// <summary>A number drawn for these parameters.</summary>
    double Draw(ReadOnlySpan<double> parameters, ref RandomStream random);
}
