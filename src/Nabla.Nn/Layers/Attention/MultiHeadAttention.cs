using System.Globalization;

namespace Nabla.Nn;

/// <summary>
/// Multi-head attention (Vaswani et al. 2017): the features are projected to queries, keys and values of several heads, each position takes
/// the weighted mean of the values it looks at, and the heads together are projected back. Called with one sequence, it attends to itself.
/// </summary>
/// <shape>(…, T, features) → (…, T, features)</shape>
/// <param name="features">Size of the last axis; the heads share it.</param>
/// <param name="heads">Divides the features.</param>
/// <param name="causal">Position i sees the positions 0 … i only.</param>
/// <param name="bias">Whether the projections add a bias.</param>
/// <param name="dropout">Share of the attention weights that become 0 in training, in [0, 1).</param>
public sealed class MultiHeadAttention(int features, int heads, bool causal = false, bool bias = true, double dropout = 0) : Module<Tensor, Tensor>
{
    /// <summary>Of queries, keys and values one below the other: (3·features, features), first uniform as by Glorot.</summary>
    public Parameter InProjWeight { get; } = new([3 * features, features], Init.XavierUniform());

    /// <summary>(3·features), first 0.</summary>
    public Parameter? InProjBias { get; } = bias ? new([3 * features], Init.Constant(0)) : null;

    /// <summary>From the heads to the features; its bias is first 0.</summary>
    public Linear OutProj { get; } = AttentionOutput.Make("MultiHeadAttention", features, heads, bias);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Attend(input);

    /// <summary>Attention of a sequence to itself with a mask.</summary>
    /// <param name="input">The sequence.</param>
    /// <param name="mask">
    /// Of truth values: which positions are seen; of numbers: added to the scores. Broadcasts to (…, heads, T, T).
    /// </param>
    /// <shape>(…, T, features) → (…, T, features)</shape>
    /// <exception cref="ShapeException">The last axis is not the features.</exception>
    public Tensor Attend(Tensor input, Tensor? mask = null) =>
        OutProj.Call(Packed(input).SelfAttention(heads, causal, mask, Share, Drawing));

    /// <summary>Attention of one sequence to another: queries from the first, keys and values from the second.</summary>
    /// <param name="input">Whose positions look.</param>
    /// <param name="memory">What they look at.</param>
    /// <param name="mask">As in <see cref="Attend(Tensor, Tensor?)"/>, for (…, heads, T, S).</param>
    /// <shape>input (…, T, features), memory (…, S, features) → (…, T, features)</shape>
    /// <exception cref="ShapeException">The last axes are not the features, or the leading ones differ.</exception>
    public Tensor Attend(Tensor input, Tensor memory, Tensor? mask)
    {
        var (queries, keys, values) = Projected(input, memory);
        return OutProj.Call(queries.Attention(keys, values, heads, causal, mask, 0, Share, Drawing));
    }

    /// <summary>
    /// As the other, with the weights of each head (after dropout, in training): PyTorch's are their mean over the heads.
    /// </summary>
    /// <param name="input">Whose positions look.</param>
    /// <param name="memory">What they look at; the input itself if not given.</param>
    /// <param name="mask">As in <see cref="Attend(Tensor, Tensor?)"/>, for (…, heads, T, S).</param>
    /// <shape>input (…, T, features), memory (…, S, features) → (…, T, features), (…, heads, T, S)</shape>
    /// <exception cref="ShapeException">The last axes are not the features, or the leading ones differ.</exception>
    public (Tensor Output, Tensor Weights) AttendWithWeights(Tensor input, Tensor? memory = null, Tensor? mask = null)
    {
        var (queries, keys, values) = Projected(input, memory ?? input);
        var weights = queries.AttentionWeights(keys, heads, causal, mask);
        if (Share > 0)
            weights = weights.Dropout(Share, Random());
        return (OutProj.Call(weights.AttentionMean(values)), weights);
    }

    /// <summary>
    /// The next positions of a sequence that comes in pieces: each sees what the cache holds and the input up to itself, and the cache
    /// takes in the input. As in use, and without gradients; the outputs are those of causal attention to the whole sequence.
    /// </summary>
    /// <shape>(…, T, features) → (…, T, features)</shape>
    /// <exception cref="ShapeException">The last axis is not the features, or the leading ones are not the cache's.</exception>
    public Tensor Next(Tensor input, KeyValueCache cache)
    {
        ArgumentNullException.ThrowIfNull(cache);
        using var prediction = new Prediction();
        var all = Packed(input);
        var first = cache.Length;
        var (keys, values) = cache.Append(all.Slice(-1, features, features), all.Slice(-1, 2 * features, features));
        return OutProj.Call(all.Slice(-1, 0, features).Attention(keys, values, heads, causal: true, first: first));
    }

    double Share => Training ? dropout : 0;

    Rng? Drawing => Share > 0 ? Random() : null;

    Tensor Packed(Tensor input)
    {
        LastAxis.Require(this, input, features);
        return input.Linear(InProjWeight, Parameter.Optional(InProjBias));
    }

    (Tensor Queries, Tensor Keys, Tensor Values) Projected(Tensor input, Tensor memory)
    {
        LastAxis.Require(this, input, features);
        LastAxis.Require(this, memory, features);
        var queries = input.Linear(InProjWeight.Value.Slice(0, 0, features), InProjBias?.Value.Slice(0, 0, features));
        var both = memory.Linear(InProjWeight.Value.Slice(0, features, 2 * features), InProjBias?.Value.Slice(0, features, 2 * features));
        return (queries, both.Slice(-1, 0, features), both.Slice(-1, features, features));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"MultiHeadAttention({features}, {heads} heads{(causal ? ", causal" : "")}{(bias ? "" : ", no bias")}{(dropout > 0 ? $", dropout {dropout}" : "")})");
}
