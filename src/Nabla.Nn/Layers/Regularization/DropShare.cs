namespace Nabla.Nn;

/// <summary>The check that all kinds of dropout share.</summary>
static class DropShare
{
    /// <summary>The probability itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1]; the message names the layer.</exception>
    public static double Of(string layer, double probability) => probability is >= 0 and <= 1
        ? probability
        : throw new ArgumentOutOfRangeException(nameof(probability), $"{layer}: the probability must be in [0, 1], got {probability}.");
}
