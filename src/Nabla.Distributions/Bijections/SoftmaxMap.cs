namespace Nabla.Distributions;

/// <summary>
/// y = softmax(x), onto the vectors of probabilities. Vectors that differ by a constant have one value, so it is no bijection, but it
/// treats all components alike; <see cref="StickBreakingMap"/> is the bijection.
/// </summary>
public sealed class SoftmaxMap : Map
{
    /// <inheritdoc/>
    public override int InputRank => 1;

    /// <inheritdoc/>
    public override int OutputRank => 1;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => x.Softmax();

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => y.Log();
}
