using System.Globalization;

namespace Nabla.Nn;

/// <summary>
/// Multi-head attention (Vaswani et al. 2017) of one sequence to others whose features have sizes of their own. Names in files are those of
/// PyTorch's MultiheadAttention with kdim and vdim.
/// </summary>
/// <shape>queries (…, T, features), keys (…, S, keyFeatures), values (…, S, valueFeatures) → (…, T, features)</shape>
/// <param name="features">Size of the last axis of queries and output; the heads share it.</param>
/// <param name="heads">Divides the features.</param>
/// <param name="keyFeatures">Size of the last axis of the keys.</param>
/// <param name="valueFeatures">Size of the last axis of the values.</param>
/// <param name="bias">Whether the projections add a bias.</param>
/// <param name="dropout">Share of the attention weights that become 0 in training, in [0, 1).</param>
public sealed class CrossAttention(int features, int heads, int keyFeatures, int valueFeatures, bool bias = true, double dropout = 0)
    : Module<(Tensor Queries, Tensor Keys, Tensor Values), Tensor>
{
    /// <summary>(features, features), first uniform as by Glorot.</summary>
    public Parameter QProjWeight { get; } = new([features, features], Init.XavierUniform());

    /// <summary>(features, keyFeatures), first uniform as by Glorot.</summary>
    public Parameter KProjWeight { get; } = new([features, keyFeatures], Init.XavierUniform());

    /// <summary>(features, valueFeatures), first uniform as by Glorot.</summary>
    public Parameter VProjWeight { get; } = new([features, valueFeatures], Init.XavierUniform());

    /// <summary>Of queries, keys and values one after the other: (3·features), first 0.</summary>
    public Parameter? InProjBias { get; } = bias ? new([3 * features], Init.Constant(0)) : null;

    /// <summary>From the heads to the features; its bias is first 0.</summary>
    public Linear OutProj { get; } = AttentionOutput.Make("CrossAttention", features, heads, bias);

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Queries, Tensor Keys, Tensor Values) input) =>
        Attend(input.Queries, input.Keys, input.Values);

    /// <summary>With a mask.</summary>
    /// <param name="queries">Whose positions look.</param>
    /// <param name="keys">What decides how much they take of each position.</param>
    /// <param name="values">What they take.</param>
    /// <param name="mask">
    /// Of truth values: which positions are seen; of numbers: added to the scores. Broadcasts to (…, heads, T, S).
    /// </param>
    /// <shape>queries (…, T, features), keys (…, S, keyFeatures), values (…, S, valueFeatures) → (…, T, features)</shape>
    /// <exception cref="ShapeException">Last axes that are not as the settings say, or leading ones that differ.</exception>
    public Tensor Attend(Tensor queries, Tensor keys, Tensor values, Tensor? mask = null)
    {
        Require("queries", queries, features);
        Require("keys", keys, keyFeatures);
        Require("values", values, valueFeatures);
        Tensor? Bias(int part) => InProjBias?.Value.Slice(0, part * features, features);
        var share = Training ? dropout : 0;
        return OutProj.Call(queries.Linear(QProjWeight, Bias(0)).Attention(
            keys.Linear(KProjWeight, Bias(1)), values.Linear(VProjWeight, Bias(2)), heads, false, mask, 0, share, share > 0 ? Random() : null));
    }

    void Require(string what, Tensor input, int size)
    {
        if (input.Rank < 2 || input.Shape[-1] != size)
            throw new ShapeException($"{this}: the {what} must be (…, T, {size}), got {input.Shape}.");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"CrossAttention({features}, {heads} heads, keys {keyFeatures}, values {valueFeatures}{(bias ? "" : ", no bias")}{(dropout > 0 ? $", dropout {dropout}" : "")})");
}
