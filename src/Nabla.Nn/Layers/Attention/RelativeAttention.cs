namespace Nabla.Nn;

/// <summary>
/// Attention of a sequence to itself with learned vectors of distances (Shaw, Uszkoreit, Vaswani 2018): position i looks at j by
/// softmax((qᵢ · (kⱼ + aⱼ₋ᵢ)) / √size), and takes vⱼ + bⱼ₋ᵢ of it. The vectors are those of all heads; distances beyond the longest share
/// the last.
/// </summary>
/// <shape>(…, T, features) → (…, T, features)</shape>
/// <param name="features">Size of the last axis; the heads share it.</param>
/// <param name="heads">Divides the features.</param>
/// <param name="longest">Distances −longest … longest have vectors of their own.</param>
/// <param name="causal">Position i sees the positions 0 … i only.</param>
/// <param name="bias">Whether the projections add a bias.</param>
public sealed class RelativeAttention(int features, int heads, int longest = 16, bool causal = false, bool bias = true) : Module<Tensor, Tensor>
{
    /// <summary>Of queries, keys and values one below the other: (3·features, features), first uniform as by Glorot.</summary>
    public Parameter InProjWeight { get; } = new([3 * features, features], Init.XavierUniform());

    /// <summary>(3·features), first 0.</summary>
    public Parameter? InProjBias { get; } = bias ? new([3 * features], Init.Constant(0)) : null;

    /// <summary>From the heads to the features; its bias is first 0.</summary>
    public Linear OutProj { get; } = AttentionOutput.Make("RelativeAttention", features, heads, bias);

    /// <summary>
    /// a of distances −longest … longest, key's position − query's: (2·longest + 1, features / heads), first uniform as by Glorot.
    /// </summary>
    public Parameter Keys { get; } = new([2 * longest + 1, features / heads], Init.XavierUniform());

    /// <summary>b of the same distances.</summary>
    public Parameter Values { get; } = new([2 * longest + 1, features / heads], Init.XavierUniform());

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        LastAxis.Require(this, input, features);
        var (all, steps, size) = (input.Linear(InProjWeight, Parameter.Optional(InProjBias)), input.Shape[-2], features / heads);
        Tensor queries = all.Slice(-1, 0, features), keys = all.Slice(-1, features, features), values = all.Slice(-1, 2 * features, features);

        // qᵢ · a of every distance, from which the scores of pairs are picked; the weights of pairs are added up by distance before they
        // meet b.
        var split = queries.Reshape([.. input.Shape.ToArray()[..^1], heads, size]).Transpose(-2, -3);
        var ofDistances = split.MatMul(Keys.Value.T) / Math.Sqrt(size);
        var places = Places(steps).BroadcastTo(ofDistances.Shape.With(-1, steps));
        var weights = queries.AttentionWeights(keys, heads, causal, ofDistances.TakeAlong(-1, places));
        var shares = Tensor.Zeros(ofDistances.Shape, input.DType, input.Device).ScatterAdd(-1, places, weights);
        var means = shares.MatMul(Values).Transpose(-2, -3).Reshape(input.Shape.ToArray());
        return OutProj.Call(weights.AttentionMean(values) + means);
    }

    // The row of j − i for each pair (i, j).
    Tensor Places(int steps)
    {
        var distance = Tensor.Range(steps) - Tensor.Range(steps).Unsqueeze(1);
        return distance.Clamp(-longest, longest) + longest;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"RelativeAttention({features}, {heads} heads, to {longest}{(causal ? ", causal" : "")}{(bias ? "" : ", no bias")})";
}
