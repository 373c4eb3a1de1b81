namespace Nabla.Nn;

/// <summary>Channels of different groups one after the other (Zhang et al. 2018, ShuffleNet).</summary>
/// <shape>(…, C) → (…, C)</shape>
/// <param name="groups">G, a divisor of C.</param>
public sealed class ChannelShuffle(int groups) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.ChannelShuffle(groups);

    /// <inheritdoc/>
    public override string ToString() => $"ChannelShuffle({groups})";
}
