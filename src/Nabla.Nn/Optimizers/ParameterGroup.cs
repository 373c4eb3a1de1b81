namespace Nabla.Nn;

/// <summary>
/// Parameters that an optimiser treats in a way of their own: <c>new AdamW(model) { Groups = [ParameterGroup.NoDecay] }</c>. A parameter
/// belongs to the first group that holds it; one in no group follows the optimiser's own settings.
/// </summary>
/// <param name="Holds">Whether a parameter belongs to the group.</param>
/// <param name="RateFactor">What the optimiser's learning rate is multiplied with, at least 0.</param>
/// <param name="WeightDecay">The group's weight decay, at least 0; the optimiser's own if null.</param>
public sealed record ParameterGroup(Func<Parameter, bool> Holds, double RateFactor = 1, double? WeightDecay = null)
{
    /// <summary>Biases and the scales of norms, all of fewer than two axes, without weight decay.</summary>
    public static ParameterGroup NoDecay { get; } = new(p => p.Shape.Rank < 2, WeightDecay: 0);

    internal static ParameterGroup All { get; } = new(_ => true);

    internal static ParameterGroup None { get; } = new(_ => false);
}
