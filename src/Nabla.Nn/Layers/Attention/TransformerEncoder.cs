namespace Nabla.Nn;

/// <summary>
/// Blocks one after the other; with causal ones, the body of a language model. Names in files are those of PyTorch's TransformerEncoder.
/// </summary>
/// <shape>(…, T, features) → (…, T, features)</shape>
/// <param name="blocks">The blocks, first to last.</param>
/// <param name="norm">Behind the last; blocks that normalise first need one.</param>
public sealed class TransformerEncoder(IReadOnlyList<TransformerBlock> blocks, LayerNorm? norm = null) : Module<Tensor, Tensor>
{
    /// <summary>First to last.</summary>
    public IReadOnlyList<TransformerBlock> Layers { get; } = blocks;

    /// <summary>Behind the last block.</summary>
    public LayerNorm? Norm { get; } = norm;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Last(Layers.Aggregate(input, (x, block) => block.Call(x)));

    /// <summary>With a mask of the attention, the same in all blocks.</summary>
    /// <param name="input">The sequence.</param>
    /// <param name="mask">
    /// Of truth values: which positions are seen; of numbers: added to the scores. Broadcasts to (…, heads, T, T).
    /// </param>
    /// <shape>(…, T, features) → (…, T, features)</shape>
    public Tensor CallWithMask(Tensor input, Tensor? mask) => Last(Layers.Aggregate(input, (x, block) => block.CallWithMask(x, mask)));

    /// <summary>One empty cache for each block.</summary>
    public KeyValueCache[] NewCaches() => [.. Layers.Select(_ => new KeyValueCache())];

    /// <summary>The next positions of a sequence that comes in pieces, as in use: see <see cref="MultiHeadAttention.Next"/>.</summary>
    /// <param name="input">The piece.</param>
    /// <param name="caches">From <see cref="NewCaches"/>, the same for all pieces.</param>
    /// <shape>(…, T, features) → (…, T, features)</shape>
    public Tensor Next(Tensor input, IReadOnlyList<KeyValueCache> caches)
    {
        ArgumentNullException.ThrowIfNull(caches);
        using var prediction = new Prediction();
        return Last(Layers.Zip(caches).Aggregate(input, (x, pair) => pair.First.Next(x, pair.Second)));
    }

    Tensor Last(Tensor x) => Norm is null ? x : Norm.Call(x);

    /// <inheritdoc/>
    public override string ToString() => $"TransformerEncoder({Layers.Count} × {Layers[0]}{(Norm is null ? "" : ", norm")})";
}
