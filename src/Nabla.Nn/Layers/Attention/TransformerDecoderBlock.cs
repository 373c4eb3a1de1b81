namespace Nabla.Nn;

/// <summary>
/// A block of a transformer's decoder (Vaswani et al. 2017): causal attention of the sequence to itself, attention to the encoder's output,
/// then two linear layers for each position, each added to what it was computed from. Names in files are those of PyTorch's
/// TransformerDecoderLayer.
/// </summary>
/// <shape>target (…, T, features), memory (…, S, features) → (…, T, features)</shape>
/// <param name="features">Size of the last axis.</param>
/// <param name="heads">Heads of both attentions.</param>
/// <param name="hidden">Outputs of the first linear layer; 4 times the features if not given.</param>
/// <param name="causal">Position i of the target sees its positions 0 … i only.</param>
/// <param name="normFirst">
/// Whether what is added is computed from the normalised input (Xiong et al. 2020), or the sum is normalised.
/// </param>
/// <param name="dropout">Probability, of the attention weights, of what is added and inside the linear layers.</param>
/// <param name="activation">Between the linear layers; GELU if not given.</param>
public sealed class TransformerDecoderBlock(
    int features, int heads, int? hidden = null, bool causal = true, bool normFirst = true, double dropout = 0, Module<Tensor, Tensor>? activation = null)
    : Module<(Tensor Target, Tensor Memory), Tensor>
{
    /// <summary>Of the target to itself.</summary>
    public MultiHeadAttention SelfAttn { get; } = new(features, heads, causal, dropout: dropout);

    /// <summary>Of the target to the memory.</summary>
    public MultiHeadAttention MultiheadAttn { get; } = new(features, heads, dropout: dropout);

    /// <summary>features → hidden.</summary>
    public Linear Linear1 { get; } = new(features, hidden ?? 4 * features);

    /// <summary>hidden → features.</summary>
    public Linear Linear2 { get; } = new(hidden ?? 4 * features, features);

    /// <summary>Of the attention to itself.</summary>
    public LayerNorm Norm1 { get; } = new(features);

    /// <summary>Of the attention to the memory.</summary>
    public LayerNorm Norm2 { get; } = new(features);

    /// <summary>Of the linear layers.</summary>
    public LayerNorm Norm3 { get; } = new(features);

    /// <summary>Between the linear layers.</summary>
    public Module<Tensor, Tensor> Activation { get; } = activation ?? new Gelu();

    /// <summary>Inside the linear layers, and of each of the three sums.</summary>
    public IReadOnlyList<Dropout> Dropouts { get; } = dropout > 0 ? [new(dropout), new(dropout), new(dropout), new(dropout)] : [];

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Target, Tensor Memory) input) => CallWithMasks(input.Target, input.Memory);

    /// <summary>With masks, which are as in <see cref="MultiHeadAttention.Attend(Tensor, Tensor?)"/>.</summary>
    /// <param name="target">The decoder's sequence.</param>
    /// <param name="memory">The encoder's output.</param>
    /// <param name="mask">Which positions of the target its positions see, beside causality: broadcasts to (…, heads, T, T).</param>
    /// <param name="memoryMask">Which positions of the memory they see: broadcasts to (…, heads, T, S).</param>
    /// <shape>target (…, T, features), memory (…, S, features) → (…, T, features)</shape>
    public Tensor CallWithMasks(Tensor target, Tensor memory, Tensor? mask = null, Tensor? memoryMask = null) =>
        Run(target, x => SelfAttn.Attend(x, mask), x => MultiheadAttn.Attend(x, memory, memoryMask));

    /// <summary>The next positions of a target that comes in pieces, as in use: see <see cref="MultiHeadAttention.Next"/>.</summary>
    /// <shape>target (…, T, features), memory (…, S, features) → (…, T, features)</shape>
    public Tensor Next(Tensor target, Tensor memory, KeyValueCache cache, Tensor? memoryMask = null)
    {
        using var prediction = new Prediction();
        return Run(target, x => SelfAttn.Next(x, cache), x => MultiheadAttn.Attend(x, memory, memoryMask));
    }

    Tensor Run(Tensor x, Func<Tensor, Tensor> attend, Func<Tensor, Tensor> look)
    {
        x = Added(x, 1, Norm1, attend);
        x = Added(x, 2, Norm2, look);
        return Added(x, 3, Norm3, y => Linear2.Call(Dropped(0, Activation.Call(Linear1.Call(y)))));
    }

    Tensor Added(Tensor x, int number, LayerNorm norm, Func<Tensor, Tensor> part) =>
        normFirst ? x + Dropped(number, part(norm.Call(x))) : norm.Call(x + Dropped(number, part(x)));

    Tensor Dropped(int number, Tensor x) => Dropouts.Count == 0 ? x : Dropouts[number].Call(x);

    /// <inheritdoc/>
    public override string ToString() =>
        $"TransformerDecoderBlock({features}, {heads} heads{(causal ? ", causal" : "")}{(normFirst ? "" : ", norm last")}{(dropout > 0 ? $", dropout {dropout}" : "")})";
}
