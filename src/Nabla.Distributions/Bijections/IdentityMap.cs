namespace Nabla.Distributions;

/// <summary>y = x.</summary>
public sealed class IdentityMap : Bijection
{
    /// <inheritdoc/>
    public override bool IsFixed => true;

    /// <inheritdoc/>
    public override Support Image(Support x) => x;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => x;

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => y;

    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y) => Tensor.Zeros(x.Shape, x.DType);

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => y.EqualTo(y);
}
