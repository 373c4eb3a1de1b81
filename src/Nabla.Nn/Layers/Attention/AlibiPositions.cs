namespace Nabla.Nn;

/// <summary>
/// Attention with linear biases (ALiBi, Press et al. 2022): the further a key is from a query, the less it counts, by −slope · distance on
/// the scores, with a slope for each head. Called with scores it adds the biases; <see cref="Bias"/> is a mask for any attention.
/// </summary>
/// <shape>(…, heads, T, S) → (…, heads, T, S)</shape>
/// <param name="heads">Number of heads.</param>
public sealed class AlibiPositions(int heads) : Module<Tensor, Tensor>
{
    /// <summary>One a head: (heads); not in files.</summary>
    public Buffer Slopes { get; } = new(dtype => Tensor.From<double>(Table(heads), [heads]).To(dtype));

    /// <summary>−slope · |query's position − key's position|.</summary>
    /// <param name="queries">T.</param>
    /// <param name="keys">S.</param>
    /// <param name="first">Position of query 0 among the keys, as behind a cache.</param>
    /// <shape>→ (heads, T, S)</shape>
    public Tensor Bias(int queries, int keys, int first = 0)
    {
        var dtype = Slopes.Value.DType;
        var distance = (Tensor.Range(keys, dtype) - (Tensor.Range(queries, dtype).Unsqueeze(1) + first)).Abs();
        return distance * -Slopes.Value.Reshape(heads, 1, 1);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (input.Rank < 3 || input.Shape[-3] != heads)
            throw new ShapeException($"{this}: the scores must be (…, {heads}, T, S), got {input.Shape}.");
        return input + Bias(input.Shape[-2], input.Shape[-1]);
    }

    // 2^(−8/n), 2^(−16/n), … for a power of two n; for other numbers those of the power below, then every other one of twice that power.
    static double[] Table(int heads)
    {
        var power = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)heads + 1) / 2;
        double[] Of(int n) => [.. Enumerable.Range(1, n).Select(i => Math.Pow(2, -8.0 * i / n))];
        return [.. Of(power), .. Of(2 * power).Where((_, i) => i % 2 == 0).Take(heads - power)];
    }

    /// <inheritdoc/>
    public override string ToString() => $"AlibiPositions({heads} heads)";
}
