namespace Nabla.Nn;

/// <summary>
/// Learned biases of the attention's scores by distance (T5, Raffel et al. 2020): a number for each head and bucket of distances. Half of
/// the buckets are single distances, the others grow with the logarithm up to <paramref name="longest"/>, behind which all share the last.
/// Called with scores it adds the biases; <see cref="Bias"/> is a mask for any attention.
/// </summary>
/// <shape>(…, heads, T, S) → (…, heads, T, S)</shape>
/// <param name="heads">Number of heads.</param>
/// <param name="buckets">Buckets of distances; even if keys behind the query have buckets of their own.</param>
/// <param name="longest">Distance from which on all share a bucket.</param>
/// <param name="bothWays">
/// Whether keys behind the query have buckets of their own, half of all; else, for causal attention, they count as distance 0.
/// </param>
public sealed class RelativePositions(int heads, int buckets = 32, int longest = 128, bool bothWays = true) : Module<Tensor, Tensor>
{
    /// <summary>(buckets, heads), first normal with deviation 1.</summary>
    public Parameter Weight { get; } = new([buckets, heads], Init.Normal());

    /// <summary>The bucket of each distance −longest … longest, key's position − query's; not in files.</summary>
    public Buffer Buckets { get; } = new(_ => Tensor.Of<long>(DistanceBuckets.Of(buckets, longest, bothWays)));

    /// <summary>The biases.</summary>
    /// <param name="queries">T.</param>
    /// <param name="keys">S.</param>
    /// <param name="first">Position of query 0 among the keys, as behind a cache.</param>
    /// <shape>→ (heads, T, S)</shape>
    public Tensor Bias(int queries, int keys, int first = 0)
    {
        var distance = Tensor.Range(keys) - (Tensor.Range(queries).Unsqueeze(1) + Whole(first));
        var place = distance.Maximum(Whole(-longest)).Minimum(Whole(longest)) + Whole(longest);
        return Weight.Value.Rows(Buckets.Value.IndexSelect(0, place.Reshape(-1)).Reshape(queries, keys)).Permute(2, 0, 1);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (input.Rank < 3 || input.Shape[-3] != heads)
            throw new ShapeException($"{this}: the scores must be (…, {heads}, T, S), got {input.Shape}.");
        return input + Bias(input.Shape[-2], input.Shape[-1]);
    }

    static Tensor Whole(int number) => Tensor.Scalar(number, DType.Int64);

    /// <inheritdoc/>
    public override string ToString() => $"RelativePositions({heads} heads, {buckets} buckets to {longest}{(bothWays ? "" : ", one way")})";
}
