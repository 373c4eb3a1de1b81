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
public sealed class MultiHeadAttention(int features, int heads, bool causal = false, bool bias = true) : Module<Tensor, Tensor>, IMultiplies
{
    /// <summary>Of queries, keys and values one below the other: (3·features, features), first uniform as by Glorot.</summary>
    public Parameter InProjWeight { get; } = new([3 * features, features], Init.XavierUniform());

    /// <summary>(3·features), first 0.</summary>
    public Parameter? InProjBias { get; } = bias ? new([3 * features], Init.Constant(0)) : null;

    /// <summary>From the heads to the features; its bias is first 0.</summary>
    public Linear OutProj { get; } = Output(features, heads, bias);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Attend(input);

    /// <summary>Attention of a sequence to itself with a mask.</summary>
    /// <param name="input">The sequence.</param>
    /// <param name="mask">Of truth values: which positions are seen; of numbers: added to the scores. Broadcasts to (…, heads, T, T).</param>
    /// <shape>(…, T, features) → (…, T, features)</shape>
    /// <exception cref="ShapeException">The last axis is not the features.</exception>
    public Tensor Attend(Tensor input, Tensor? mask = null)
    {
        LastAxis.Require(this, input, features);
        return OutProj.Call(input.Linear(InProjWeight, Parameter.Optional(InProjBias)).SelfAttention(heads, causal, mask));
    }

    /// <summary>Attention of one sequence to another: queries from the first, keys and values from the second.</summary>
    /// <param name="input">Whose positions look.</param>
    /// <param name="memory">What they look at.</param>
    /// <param name="mask">As in <see cref="Attend(Tensor, Tensor?)"/>, for (…, heads, T, S).</param>
    /// <shape>input (…, T, features), memory (…, S, features) → (…, T, features)</shape>
    /// <exception cref="ShapeException">The last axes are not the features, or the leading ones differ.</exception>
    public Tensor Attend(Tensor input, Tensor memory, Tensor? mask)
    {
        LastAxis.Require(this, input, features);
        LastAxis.Require(this, memory, features);
        var queries = input.Linear(InProjWeight.Value.Slice(0, 0, features), InProjBias?.Value.Slice(0, 0, features));
        var both = memory.Linear(InProjWeight.Value.Slice(0, features, 2 * features), InProjBias?.Value.Slice(0, features, 2 * features));
        return OutProj.Call(queries.Attention(both.Slice(-1, 0, features), both.Slice(-1, features, features), heads, causal, mask));
    }

    /// <inheritdoc/>
    public long MultiplyAdds(Shape input, Shape output) => input.Length * (3L * features + 2L * input[-2]);

    static Linear Output(int features, int heads, bool bias)
    {
        if (heads < 1 || features % heads != 0)
            throw new ShapeException($"MultiHeadAttention({features}, {heads} heads): the heads must divide the features.");
        var layer = new Linear(features, features, bias);
        if (layer.Bias is not null)
            layer.Bias.Init = Init.Constant(0);
        return layer;
    }

    /// <inheritdoc/>
    public override string ToString() => $"MultiHeadAttention({features}, {heads} heads{(causal ? ", causal" : "")}{(bias ? "" : ", no bias")})";
}
