namespace Nabla.Distributions;

/// <summary>
/// Matrices onto lower triangular ones with a diagonal above 0, as Cholesky factors have: the diagonal is e^x, what is above it is dropped.
/// So it is no bijection; the inverse has zeros there.
/// </summary>
public sealed class LowerFactorMap : Map
{
    /// <inheritdoc/>
    public override int InputRank => 2;

    /// <inheritdoc/>
    public override int OutputRank => 2;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => x.Lower(-1) + x.Diagonal().Exp().DiagonalMatrix();

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => y.Lower(-1) + y.Diagonal().Log().DiagonalMatrix();
}
