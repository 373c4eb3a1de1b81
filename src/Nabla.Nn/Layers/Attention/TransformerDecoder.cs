namespace Nabla.Nn;

/// <summary>
/// Decoder blocks one after the other, all looking at one memory. Names in files are those of PyTorch's TransformerDecoder.
/// </summary>
/// <shape>target (…, T, features), memory (…, S, features) → (…, T, features)</shape>
/// <param name="blocks">The blocks, first to last.</param>
/// <param name="norm">Behind the last; blocks that normalise first need one.</param>
public sealed class TransformerDecoder(IReadOnlyList<TransformerDecoderBlock> blocks, LayerNorm? norm = null)
    : Module<(Tensor Target, Tensor Memory), Tensor>
{
    /// <summary>First to last.</summary>
    public IReadOnlyList<TransformerDecoderBlock> Layers { get; } = blocks;

    /// <summary>Behind the last block.</summary>
    public LayerNorm? Norm { get; } = norm;

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Target, Tensor Memory) input) =>
        Last(Layers.Aggregate(input.Target, (x, block) => block.Call((x, input.Memory))));

    /// <summary>With masks, the same in all blocks: see <see cref="TransformerDecoderBlock.CallWithMasks"/>.</summary>
    /// <shape>target (…, T, features), memory (…, S, features) → (…, T, features)</shape>
    public Tensor CallWithMasks(Tensor target, Tensor memory, Tensor? mask = null, Tensor? memoryMask = null) =>
        Last(Layers.Aggregate(target, (x, block) => block.CallWithMasks(x, memory, mask, memoryMask)));

    /// <summary>One empty cache for each block.</summary>
    public KeyValueCache[] NewCaches() => [.. Layers.Select(_ => new KeyValueCache())];

    /// <summary>The next positions of a target that comes in pieces, as in use: see <see cref="MultiHeadAttention.Next"/>.</summary>
    /// <param name="target">The piece.</param>
    /// <param name="memory">The encoder's output.</param>
    /// <param name="caches">From <see cref="NewCaches"/>, the same for all pieces.</param>
    /// <param name="memoryMask">Which positions of the memory are seen.</param>
    /// <shape>target (…, T, features), memory (…, S, features) → (…, T, features)</shape>
    public Tensor Next(Tensor target, Tensor memory, IReadOnlyList<KeyValueCache> caches, Tensor? memoryMask = null)
    {
        ArgumentNullException.ThrowIfNull(caches);
        using var prediction = new Prediction();
        return Last(Layers.Zip(caches).Aggregate(target, (x, pair) => pair.First.Next(x, memory, pair.Second, memoryMask)));
    }

    Tensor Last(Tensor x) => Norm is null ? x : Norm.Call(x);

    /// <inheritdoc/>
    public override string ToString() => $"TransformerDecoder({Layers.Count} × {Layers[0]}{(Norm is null ? "" : ", norm")})";
}
