using Nabla.Nn;

namespace Nabla.Vision.Models;

/// <summary>Sizes of a <see cref="VisionTransformer"/>.</summary>
/// <param name="Side">Pixels of an image each way, a multiple of the patch.</param>
/// <param name="Patch">Pixels of a patch each way.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="Heads">Heads of each attention; divides the features.</param>
/// <param name="Features">Numbers of each patch.</param>
/// <param name="Hidden">Outputs of the first linear layer of each block.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="DropProbability">Share that is dropped of the embedded patches and of what each block adds, in [0, 1].</param>
public sealed record VisionTransformerSettings(
    int Side, int Patch, int Blocks, int Heads, int Features, int Hidden, int Classes = 1000, double DropProbability = 0)
{
    /// <summary>ViT-B/16: 86,567,656 parameters, 17.56 billion multiply-adds.</summary>
    public static VisionTransformerSettings Base16 { get; } = new(224, 16, Blocks: 12, Heads: 12, Features: 768, Hidden: 3072);

    /// <summary>ViT-B/32: 88,224,232 parameters, 4.41 billion multiply-adds.</summary>
    public static VisionTransformerSettings Base32 { get; } = Base16 with { Patch = 32 };

    /// <summary>ViT-L/16: 304,326,632 parameters, 61.55 billion multiply-adds.</summary>
    public static VisionTransformerSettings Large16 { get; } = new(224, 16, Blocks: 24, Heads: 16, Features: 1024, Hidden: 4096);

    /// <summary>ViT-L/32: 306,535,400 parameters, 15.38 billion multiply-adds.</summary>
    public static VisionTransformerSettings Large32 { get; } = Large16 with { Patch = 32 };

    /// <summary>DeiT-S sizes (Touvron et al. 2021), without its distillation: 22,050,664 parameters.</summary>
    public static VisionTransformerSettings Small16 { get; } = new(224, 16, Blocks: 12, Heads: 6, Features: 384, Hidden: 1536);
}

/// <summary>
/// Vision transformer ("An image is worth 16×16 words: transformers for image recognition at scale", Dosovitskiy et al. 2021): patches are
/// the words, the class is read from a token of its own. Names and first values are torchvision's.
/// </summary>
/// <shape>(N, side, side, 3) → (N, classes)</shape>
public sealed class VisionTransformer : Module<Tensor, Tensor>
{
    readonly VisionTransformerSettings settings;

    /// <summary>A network of the given sizes.</summary>
    /// <exception cref="ArgumentException">The patch does not divide the side.</exception>
    public VisionTransformer(VisionTransformerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Patch < 1 || settings.Side % settings.Patch != 0)
            throw new ArgumentException($"VisionTransformer: the patch must divide the side {settings.Side}, got {settings.Patch}.");
        this.settings = settings;
        var (patch, features) = (settings.Patch, settings.Features);
        ClassToken = new([1, 1, features], Init.Constant(0));
        ConvProj = Conv.Of2d(3, features, patch, stride: patch);
        ConvProj.Drawn(TruncatedAtTwo(Math.Sqrt(1.0 / Init.FanIn(ConvProj.Weight.Shape))));
        Encoder = new VisionEncoder(settings);
        Heads = new(("head", new Linear(features, settings.Classes).Drawn(Init.Constant(0))));
    }

    /// <summary>What the class is read from: (1, 1, features), first 0.</summary>
    public Parameter ClassToken { get; }

    /// <summary>From the pixels of a patch to its features.</summary>
    public Conv ConvProj { get; }

    /// <summary>Positions, blocks and the last norm.</summary>
    public VisionEncoder Encoder { get; }

    /// <summary>The classifier, first 0: scores whose softmax are the probabilities.</summary>
    public Sequential Heads { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (input.Rank != 4 || input.Shape[1] != settings.Side || input.Shape[2] != settings.Side)
            throw new ShapeException($"{this}: the input must be (N, {settings.Side}, {settings.Side}, 3), got {input.Shape}.");
        var words = ConvProj.Call(input).Flatten(1, 2);                                             // (N, P, P, F) → (N, P², F)
        var token = ClassToken.Value.BroadcastTo([input.Shape[0], 1, settings.Features]);           // (N, 1, F)
        var x = Encoder.Call(Tensor.Concat([token, words], axis: 1));                               // (N, 1 + P², F)
        return Heads.Call(x.Select(1, 0));                                                          // (N, F) → (N, classes)
    }

    // PyTorch cuts at ±2, far outside what is drawn.
    static Init TruncatedAtTwo(double deviation) => Init.TruncatedNormal(deviation, bound: 2);

    /// <inheritdoc/>
    public override string ToString() =>
        $"VisionTransformer({settings.Side}×{settings.Side}, patch {settings.Patch}, {settings.Blocks} blocks of {settings.Features} features, {settings.Classes} classes)";
}

/// <summary>Adds a learned vector to each position, then blocks and a layer norm.</summary>
/// <shape>(N, T, features) → (N, T, features)</shape>
public sealed class VisionEncoder : Module<Tensor, Tensor>
{
    internal VisionEncoder(VisionTransformerSettings settings)
    {
        var patches = settings.Side / settings.Patch;
        PosEmbedding = new([1, 1 + patches * patches, settings.Features], Init.Normal(0.02));
        Dropout = new Dropout(settings.DropProbability);
        Layers = new([.. Enumerable.Range(0, settings.Blocks).Select(
            i => ($"encoder_layer_{i}", (Module<Tensor, Tensor>)new VisionBlock(settings)))]);
        Ln = new LayerNorm(settings.Features, epsilon: 1e-6);
    }

    /// <summary>(1, T, features), first normal with deviation 0.02.</summary>
    public Parameter PosEmbedding { get; }

    /// <summary>Of the embedded patches.</summary>
    public Dropout Dropout { get; }

    /// <summary>The blocks.</summary>
    public Sequential Layers { get; }

    /// <summary>Behind the last block.</summary>
    public LayerNorm Ln { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Ln.Call(Layers.Call(Dropout.Call(input + PosEmbedding)));

    /// <inheritdoc/>
    public override string ToString() => $"VisionEncoder({Layers.Layers.Count} blocks)";
}

/// <summary>
/// Attention of the patches to each other, then two linear layers for each, both computed from the normalised input and added to it.
/// </summary>
/// <shape>(N, T, features) → (N, T, features)</shape>
public sealed class VisionBlock : Module<Tensor, Tensor>
{
    internal VisionBlock(VisionTransformerSettings settings)
    {
        var (features, hidden, drop) = (settings.Features, settings.Hidden, settings.DropProbability);
        Ln_1 = new LayerNorm(features, epsilon: 1e-6);
        SelfAttention = new MultiHeadAttention(features, settings.Heads);
        Dropout = new Dropout(drop);
        Ln_2 = new LayerNorm(features, epsilon: 1e-6);
        Mlp = new(Drawn(new Linear(features, hidden)), new Gelu(), new Dropout(drop), Drawn(new Linear(hidden, features)), new Dropout(drop));
    }

    /// <summary>Before the attention.</summary>
    public LayerNorm Ln_1 { get; }

    /// <summary>The attention.</summary>
    public MultiHeadAttention SelfAttention { get; }

    /// <summary>Of what the attention adds.</summary>
    public Dropout Dropout { get; }

    /// <summary>Before the linear layers.</summary>
    public LayerNorm Ln_2 { get; }

    /// <summary>features → hidden → features.</summary>
    public Sequential Mlp { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var x = input + Dropout.Call(SelfAttention.Call(Ln_1.Call(input)));
        return x + Mlp.Call(Ln_2.Call(x));
    }

    static Linear Drawn(Linear layer)
    {
        layer.Weight.Init = Init.XavierUniform();
        layer.Bias!.Init = Init.Normal(1e-6);
        return layer;
    }

    /// <inheritdoc/>
    public override string ToString() => "VisionBlock()";
}
