namespace Nabla.Nn;

/// <summary>
/// A block of a transformer (Vaswani et al. 2017): attention of the sequence to itself, then two linear layers for each position, both
/// added to what they were computed from. Names in files are those of PyTorch's TransformerEncoderLayer.
/// </summary>
/// <shape>(…, T, features) → (…, T, features)</shape>
/// <param name="features">Size of the last axis.</param>
/// <param name="heads">Heads of the attention.</param>
/// <param name="hidden">Outputs of the first linear layer; 4 times the features if not given.</param>
/// <param name="causal">Position i sees the positions 0 … i only.</param>
/// <param name="normFirst">
/// Whether what is added is computed from the normalised input (Xiong et al. 2020), or the sum is normalised.
/// </param>
/// <param name="dropout">Probability, of the attention weights, of what is added and inside the linear layers.</param>
/// <param name="activation">Between the linear layers; GELU if not given.</param>
public sealed class TransformerBlock(
    int features, int heads, int? hidden = null, bool causal = false, bool normFirst = true, double dropout = 0, Module<Tensor, Tensor>? activation = null)
    : Module<Tensor, Tensor>
{
    /// <summary>The attention.</summary>
    public MultiHeadAttention SelfAttn { get; } = new(features, heads, causal, dropout: dropout);

    /// <summary>features → hidden.</summary>
    public Linear Linear1 { get; } = new(features, hidden ?? 4 * features);

    /// <summary>hidden → features.</summary>
    public Linear Linear2 { get; } = new(hidden ?? 4 * features, features);

    /// <summary>Of the attention.</summary>
    public LayerNorm Norm1 { get; } = new(features);

    /// <summary>Of the linear layers.</summary>
    public LayerNorm Norm2 { get; } = new(features);

    /// <summary>Between the linear layers.</summary>
    public Module<Tensor, Tensor> Activation { get; } = activation ?? new Gelu();

    /// <summary>Inside the linear layers, of the attention and of the linear layers.</summary>
    public IReadOnlyList<Dropout> Dropouts { get; } = dropout > 0 ? [new(dropout), new(dropout), new(dropout)] : [];

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Run(input, x => SelfAttn.Call(x));

    /// <summary>With a mask of the attention.</summary>
    /// <param name="input">The sequence.</param>
    /// <param name="mask">
    /// Of truth values: which positions are seen; of numbers: added to the scores. Broadcasts to (…, heads, T, T).
    /// </param>
    /// <shape>(…, T, features) → (…, T, features)</shape>
    public Tensor CallWithMask(Tensor input, Tensor? mask) => Run(input, x => SelfAttn.Attend(x, mask));

    /// <summary>The next positions of a sequence that comes in pieces, as in use: see <see cref="MultiHeadAttention.Next"/>.</summary>
    /// <shape>(…, T, features) → (…, T, features)</shape>
    public Tensor Next(Tensor input, KeyValueCache cache)
    {
        using var prediction = new Prediction();
        return Run(input, x => SelfAttn.Next(x, cache));
    }

    Tensor Run(Tensor input, Func<Tensor, Tensor> attend)
    {
        if (normFirst)
        {
            var x = input + Dropped(1, attend(Norm1.Call(input)));
            return x + Positionwise(Norm2.Call(x));
        }

        var y = Norm1.Call(input + Dropped(1, attend(input)));
        return Norm2.Call(y + Positionwise(y));
    }

    Tensor Positionwise(Tensor x) => Dropped(2, Linear2.Call(Dropped(0, Activation.Call(Linear1.Call(x)))));

    Tensor Dropped(int number, Tensor x) => Dropouts.Count == 0 ? x : Dropouts[number].Call(x);

    /// <inheritdoc/>
    public override string ToString() =>
        $"TransformerBlock({features}, {heads} heads{(causal ? ", causal" : "")}{(normFirst ? "" : ", norm last")}{(dropout > 0 ? $", dropout {dropout}" : "")})";
}
