namespace Nabla.Nn;

/// <summary>
/// Encoder and decoder (Vaswani et al. 2017), between embeddings that are not part of it. Names in files, defaults and first values
/// (matrices uniform as by Glorot) are those of PyTorch's Transformer, but that the decoder is causal by itself.
/// </summary>
/// <shape>source (…, S, features), target (…, T, features) → (…, T, features)</shape>
public sealed class Transformer : Module<(Tensor Source, Tensor Target), Tensor>
{
    /// <summary>Of so many blocks each.</summary>
    /// <param name="features">Size of the last axis.</param>
    /// <param name="heads">Heads of each attention.</param>
    /// <param name="encoderBlocks">Blocks of the encoder.</param>
    /// <param name="decoderBlocks">Blocks of the decoder.</param>
    /// <param name="hidden">Outputs of the first of the two linear layers of a block.</param>
    /// <param name="dropout">Probability, as in <see cref="TransformerBlock"/>.</param>
    /// <param name="normFirst">Whether blocks normalise what they compute from, or what they have computed.</param>
    /// <param name="activation">Between the linear layers; ReLU if not given.</param>
    /// <exception cref="ShapeException">The heads do not divide the features.</exception>
    public Transformer(
        int features = 512, int heads = 8, int encoderBlocks = 6, int decoderBlocks = 6, int hidden = 2048, double dropout = 0.1,
        bool normFirst = false, Module<Tensor, Tensor>? activation = null)
    {
        activation ??= new Relu();
        Encoder = new(
            [.. Enumerable.Range(0, encoderBlocks).Select(_ => new TransformerBlock(features, heads, hidden, false, normFirst, dropout, activation))],
            new LayerNorm(features));
        Decoder = new(
            [.. Enumerable.Range(0, decoderBlocks).Select(_ => new TransformerDecoderBlock(features, heads, hidden, true, normFirst, dropout, activation))],
            new LayerNorm(features));
        foreach (var (_, parameter) in Parameters())
            if (parameter.Shape.Rank > 1)
                parameter.Init = Init.XavierUniform();
    }

    /// <summary>Reads the source.</summary>
    public TransformerEncoder Encoder { get; }

    /// <summary>Writes the target.</summary>
    public TransformerDecoder Decoder { get; }

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor Source, Tensor Target) input) => Decoder.Call((input.Target, Encoder.Call(input.Source)));

    /// <summary>
    /// With a mask of the source, which encoder and decoder do not look past: see <see cref="CausalMaskOp"/>'s PaddingMask.
    /// </summary>
    /// <shape>source (…, S, features), target (…, T, features), mask broadcasts to (…, 1, 1, S) → (…, T, features)</shape>
    public Tensor CallWithMask(Tensor source, Tensor target, Tensor? mask) =>
        Decoder.CallWithMasks(target, Encoder.CallWithMask(source, mask), memoryMask: mask);

    /// <inheritdoc/>
    public override string ToString() => $"Transformer({Encoder}, {Decoder})";
}
