namespace Nabla;

/// <summary>The penalty of sparse autoencoders (Ng 2011).</summary>
public static class SparsityKlOp
{
    extension(Tensor activations)
    {
        /// <summary>
        /// Σ_j KL(ρ ‖ r_j) = Σ_j ρ ln(ρ / r_j) + (1 − ρ) ln((1 − ρ) / (1 − r_j)), r_j the mean activation of unit j over all other axes.
        /// For one axis the activations are the means. Maximum likelihood of Bernoulli variables r_j of which a share ρ was 1.
        /// </summary>
        /// <param name="rho">ρ in (0, 1): the share of samples for which a unit should be active.</param>
        /// <shape>(…, units) in (0, 1) → ()</shape>
        /// <exception cref="ShapeException">A scalar.</exception>
        /// <exception cref="ArgumentOutOfRangeException">ρ is not in (0, 1).</exception>
        public Tensor SparsityKl(double rho)
        {
            Infer(activations, rho);
            var means = activations.Rank == 1 ? activations : activations.Mean(Enumerable.Range(0, activations.Rank - 1).ToArray());
            var entropy = rho * Math.Log(rho) + (1 - rho) * Math.Log(1 - rho);
            return (entropy - rho * means.Log() - (1 - rho) * (1 - means).Log()).Sum();
        }
    }

    static void Infer(Tensor activations, double rho)
    {
        if (activations.Rank == 0)
            throw new ShapeException("SparsityKl: the activations must have an axis of units, got a scalar.");
        if (!(rho > 0 && rho < 1))
            throw new ArgumentOutOfRangeException(nameof(rho), $"SparsityKl: ρ must be in (0, 1), got {rho}.");
    }
}
