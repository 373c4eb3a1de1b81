namespace Nabla.Distributions;

/// <summary>y = |x|: two numbers have one value, so it is no bijection; the inverse is the x that is not negative.</summary>
public sealed class AbsMap : Map
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => x.Abs();

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => y;
}
