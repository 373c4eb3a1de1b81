namespace Nabla.Generative.Diffusion;

/// <summary>
/// How fast a diffusion model buries data in noise (Ho, Jain, Abbeel 2020): step t = 1 … T keeps √(1 − βₜ) of the signal, so that after t
/// steps xₜ = √ᾱₜ x₀ + √(1 − ᾱₜ) ε with ᾱₜ = Π (1 − βᵢ) and ε standard normal.
/// </summary>
public sealed class NoiseSchedule
{
    // As the paper has it: the last steps would otherwise divide by almost nothing.
    const double LargestCosineBeta = 0.999;

    NoiseSchedule(double[] betas)
    {
        var kept = 1.0;
        Betas = Tensor.From<double>(betas, [betas.Length]);
        AlphaBars = Tensor.From<double>([.. betas.Select(beta => kept *= 1 - beta)], [betas.Length]);
    }

    /// <summary>Number of steps T.</summary>
    public int Steps => Betas.Shape[0];

    /// <summary>β₁ … β_T. Shape (T), float64; step t stands at t − 1.</summary>
    public Tensor Betas { get; }

    /// <summary>ᾱ₁ … ᾱ_T: share of the signal's variance that is left. Shape (T), float64; step t stands at t − 1.</summary>
    public Tensor AlphaBars { get; }

    /// <summary>
    /// β grows evenly from <paramref name="first"/> to <paramref name="last"/> (Ho, Jain, Abbeel 2020: 1e-4 to 0.02 in 1000 steps).
    /// </summary>
    /// <exception cref="ArgumentException">Fewer than 2 steps, or a β outside (0, 1).</exception>
    public static NoiseSchedule Linear(int steps = 1000, double first = 1e-4, double last = 0.02)
    {
        if (steps < 2 || !(first is > 0 and < 1 && last is > 0 and < 1))
            throw new ArgumentException(
                $"NoiseSchedule.Linear: there must be at least 2 steps with β in (0, 1), got {steps} from {first} to {last}.");
        return new NoiseSchedule([.. Enumerable.Range(0, steps).Select(t => first + (last - first) * t / (steps - 1))]);
    }

    /// <summary>
    /// ᾱₜ = f(t) / f(0), f(t) = cos²((t/T + s) / (1 + s) · π/2): slower at both ends (Nichol, Dhariwal 2021); β is at most 0.999.
    /// </summary>
    /// <param name="steps">T, at least 2.</param>
    /// <param name="offset">s, at least 0: keeps the first steps from being too small.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static NoiseSchedule Cosine(int steps = 1000, double offset = 0.008)
    {
        if (steps < 2 || !(offset >= 0))
            throw new ArgumentException(
                $"NoiseSchedule.Cosine: there must be at least 2 steps and an offset of at least 0, got {steps} and {offset}.");
        double Signal(int t) => Math.Pow(Math.Cos(((double)t / steps + offset) / (1 + offset) * Math.PI / 2), 2);
        return new NoiseSchedule([.. Enumerable.Range(1, steps).Select(t => Math.Min(LargestCosineBeta, 1 - Signal(t) / Signal(t - 1)))]);
    }

    /// <summary>xₜ = √ᾱₜ x₀ + √(1 − ᾱₜ) ε, each sample of the batch at its own step.</summary>
    /// <shape>x₀ and noise (N, …), step (N) from 1 to T → (N, …)</shape>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor AddNoise(Tensor x0, Tensor noise, Tensor step)
    {
        ArgumentNullException.ThrowIfNull(x0);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(step);
        if (x0.Rank < 1 || noise.Shape != x0.Shape || !step.Shape.Equals([x0.Shape[0]]))
            throw new ShapeException(
                $"NoiseSchedule.AddNoise: x₀ and noise must be (N, …) and step (N), got {x0.Shape}, {noise.Shape} and {step.Shape}.");
        var kept = AlphaBars.IndexSelect(0, step - 1).To(x0.DType).Reshape([x0.Shape[0], .. Enumerable.Repeat(1, x0.Rank - 1)]);
        return kept.Sqrt() * x0 + (1 - kept).Sqrt() * noise;
    }
}
