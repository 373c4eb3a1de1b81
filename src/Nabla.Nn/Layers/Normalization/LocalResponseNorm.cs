namespace Nabla.Nn;

/// <summary>
/// Local response normalisation (Krizhevsky, Sutskever, Hinton 2012): y_c = x_c / (k + α/size Σ x²)^β over the neighbouring features.
/// </summary>
/// <shape>(…, C) → (…, C)</shape>
/// <param name="size">Features in a neighbourhood, at least 1.</param>
/// <param name="alpha">α, strength.</param>
/// <param name="beta">β, exponent.</param>
/// <param name="k">Keeps the divisor from 0.</param>
public sealed class LocalResponseNorm(int size, double alpha = 1e-4, double beta = 0.75, double k = 1) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.LocalResponseNorm(size, alpha, beta, k);

    /// <inheritdoc/>
    public override string ToString() => $"LocalResponseNorm({size})";
}
