using System.Globalization;

namespace Nabla.Nn;

/// <summary>
/// Attention of a sequence to itself in which several heads of queries share one head of keys and values (Ainslie et al. 2023); one for all
/// is multi-query attention (Shazeer 2019). The cache of keys and values is smaller by heads / keyHeads. Names in files are Llama's.
/// </summary>
/// <shape>(…, T, features) → (…, T, features)</shape>
/// <param name="features">Size of the last axis; the heads of the queries share it.</param>
/// <param name="heads">Heads of the queries; divides the features.</param>
/// <param name="keyHeads">Heads of keys and values; divides the heads.</param>
/// <param name="causal">Position i sees the positions 0 … i only.</param>
/// <param name="bias">Whether the projections add a bias.</param>
/// <param name="rotary">Turns queries and keys by their positions; none if not given. Several layers may share one.</param>
/// <param name="dropout">Share of the attention weights that become 0 in training, in [0, 1).</param>
public sealed class GroupedQueryAttention(
    int features, int heads, int keyHeads, bool causal = true, bool bias = false, RotaryPositions? rotary = null, double dropout = 0)
    : Module<Tensor, Tensor>
{
    /// <summary>features → features: the queries.</summary>
    public Linear QProj { get; } = new(features, features, bias);

    /// <summary>features → keyHeads · features / heads: the keys.</summary>
    public Linear KProj { get; } = new(features, KeySize(features, heads, keyHeads), bias);

    /// <summary>features → keyHeads · features / heads: the values.</summary>
    public Linear VProj { get; } = new(features, KeySize(features, heads, keyHeads), bias);

    /// <summary>From the heads to the features.</summary>
    public Linear OProj { get; } = AttentionOutput.Make("GroupedQueryAttention", features, heads, bias);

    /// <summary>Turns queries and keys by their positions.</summary>
    public RotaryPositions? Rotary { get; } = rotary;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Attend(input);

    /// <summary>With a mask.</summary>
    /// <param name="input">The sequence.</param>
    /// <param name="mask">
    /// Of truth values: which positions are seen; of numbers: added to the scores. Broadcasts to (…, heads, T, T).
    /// </param>
    /// <shape>(…, T, features) → (…, T, features)</shape>
    /// <exception cref="ShapeException">The last axis is not the features.</exception>
    public Tensor Attend(Tensor input, Tensor? mask = null)
    {
        LastAxis.Require(this, input, features);
        var share = Training ? dropout : 0;
        return OProj.Call(Turned(QProj.Call(input), 0).Attention(
            Turned(KProj.Call(input), 0), VProj.Call(input), heads, causal, mask, 0, share, share > 0 ? Random() : null));
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
        LastAxis.Require(this, input, features);
        using var prediction = new Prediction();
        var first = cache.Length;
        var (keys, values) = cache.Append(Turned(KProj.Call(input), first), VProj.Call(input));
        return OProj.Call(Turned(QProj.Call(input), first).Attention(keys, values, heads, causal: true, first: first));
    }

    Tensor Turned(Tensor x, int first) => Rotary is null ? x : Rotary.CallFrom(x, first);

    static int KeySize(int features, int heads, int keyHeads) => keyHeads > 0 && heads % keyHeads == 0
        ? features / heads * keyHeads
        : throw new ShapeException(
            $"GroupedQueryAttention({features}, {heads} heads, {keyHeads} of keys): the heads of the keys must divide the heads.");

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"GroupedQueryAttention({features}, {heads} heads, {keyHeads} of keys{(causal ? ", causal" : "")}{(bias ? ", bias" : "")}{(Rotary is null ? "" : ", rotary")}{(dropout > 0 ? $", dropout {dropout}" : "")})");
}
