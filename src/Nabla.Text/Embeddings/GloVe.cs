namespace Nabla.Text.Embeddings;

/// <summary>
/// Global vectors for words (Pennington, Socher, Manning 2014): wᵢ · w̃ⱼ + bᵢ + b̃ⱼ ≈ log Xᵢⱼ, each pair weighted by f(Xᵢⱼ).
/// </summary>
public static class GloVe
{
    /// <summary>
    /// f(x) = min(1, (x / <paramref name="maximum"/>)^<paramref name="power"/>): rare pairs count little, frequent ones not more than 1.
    /// </summary>
    /// <shape>(…) → (…)</shape>
    /// <param name="counts">Co-occurrences, at least 0.</param>
    /// <param name="maximum">From where on the weight is 1, above 0.</param>
    /// <param name="power">How fast it grows, above 0.</param>
    /// <exception cref="ArgumentException">A setting is not above 0.</exception>
    public static Tensor Weight(Tensor counts, double maximum = 100, double power = 0.75)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (!(maximum > 0 && power > 0))
            throw new ArgumentException($"GloVe.Weight: maximum and power must be above 0, got {maximum} and {power}.");
        return (counts / maximum).Clamp(0, 1).Power(power);
    }

    /// <summary>
    /// Σᵢⱼ f(Xᵢⱼ) (wᵢ · w̃ⱼ + bᵢ + b̃ⱼ − log Xᵢⱼ)² over the pairs that occur; the weighted least squares of a log-bilinear model.
    /// </summary>
    /// <shape>counts (V, V), words and contexts (V, D), biases (V) → ()</shape>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public static Tensor Loss(
        Tensor counts, Tensor words, Tensor contexts, Tensor wordBiases, Tensor contextBiases, double maximum = 100, double power = 0.75)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(contexts);
        if (words.Rank != 2 || contexts.Shape != words.Shape || !counts.Shape.Equals([words.Shape[0], words.Shape[0]]))
            throw new ShapeException(
                $"GloVe.Loss: words and contexts must be (V, D) and counts (V, V), "
                + $"got {words.Shape}, {contexts.Shape} and {counts.Shape}.");
        var occurs = counts.Greater(0);
        var target = occurs.Where(counts, Tensor.Ones(counts.Shape, counts.DType)).Log();
        var error = words.MatMul(contexts.T) + wordBiases.Unsqueeze(1) + contextBiases - target;
        return (Weight(counts, maximum, power) * occurs.To(counts.DType) * error.Square()).Sum();
    }
}
