using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Attention of several sequences, decoders and whole transformers against PyTorch with the same weights and masks.</summary>
public class AttentionGoldenTests
{
    delegate Tensor Run(Module layer, Tensor[] inputs, Tensor? mask);

    static readonly Dictionary<string, (Func<Module> Create, Run Run)> Rows = new()
    {
        ["cross"] = (() => new MultiHeadAttention(6, 3), Cross),
        ["cross added mask"] = (() => new MultiHeadAttention(6, 2), Cross),
        ["cross seen pairs"] = (() => new MultiHeadAttention(6, 2), Cross),
        ["cross padded"] = (() => new MultiHeadAttention(6, 2, bias: false), Cross),
        ["self added mask"] = (() => new MultiHeadAttention(6, 2), (m, x, mask) => ((MultiHeadAttention)m).Attend(x[0], mask)),
        ["sizes"] = (() => new CrossAttention(6, 2, 5, 3), Sizes),
        ["sizes no bias"] = (() => new CrossAttention(6, 3, 2, 7, bias: false), Sizes),
        ["decoder block"] = (() => new TransformerDecoderBlock(6, 2, 10), DecoderBlock),
        ["decoder block norm last"] = (() => new TransformerDecoderBlock(6, 2, 10, normFirst: false, activation: new Relu()), DecoderBlock),
        ["encoder"] = (() => new TransformerEncoder([.. Two(() => new TransformerBlock(6, 2, 10, activation: new Relu()))], new LayerNorm(6)), Encoder),
        ["encoder norm last"] = (() => new TransformerEncoder([.. Two(() => new TransformerBlock(6, 2, 10, normFirst: false))]), Encoder),
        ["decoder"] = (() => new TransformerDecoder([.. Two(() => new TransformerDecoderBlock(6, 2, 10, activation: new Relu()))], new LayerNorm(6)),
            (m, x, _) => ((TransformerDecoder)m).Call((x[0], x[1]))),
        ["transformer"] = (() => new Transformer(6, 2, 1, 2, 8, dropout: 0), (m, x, mask) => ((Transformer)m).CallWithMask(x[0], x[1], mask)),
    };

    static Tensor Cross(Module m, Tensor[] x, Tensor? mask) => ((MultiHeadAttention)m).Attend(x[0], x[1], mask);

    static Tensor Sizes(Module m, Tensor[] x, Tensor? mask) => ((CrossAttention)m).Attend(x[0], x[1], x[2], mask);

    static Tensor DecoderBlock(Module m, Tensor[] x, Tensor? mask) => ((TransformerDecoderBlock)m).CallWithMasks(x[0], x[1], memoryMask: mask);

    static Tensor Encoder(Module m, Tensor[] x, Tensor? mask) => ((TransformerEncoder)m).CallWithMask(x[0], mask);

    static IEnumerable<T> Two<T>(Func<T> create) => [create(), create()];

    public static TheoryData<string, DType> Cases => GoldenFile.Cases(Rows.Keys);

    // Tens of roundings in a row, of numbers up to ten times the result, in float64 (1e-16) and float32 (6e-8).
    static double Tolerance(DType dtype) => dtype == DType.Float64 ? 1e-12 : 1e-5;

    [Theory, MemberData(nameof(Cases))]
    public void EqualsPyTorch(string name, DType dtype)
    {
        using var golden = new GoldenFile("attention");
        var layer = Load(golden, name, dtype);
        Tensor[] inputs = [.. Inputs(golden, name, dtype).Select(x => x.Track())];
        var y = Rows[name].Run(layer, inputs, Mask(golden, name, dtype));
        GoldenFile.AssertClose(golden[$"{name}/y"], y, Tolerance(dtype), $"{name}: output");
        var gradients = y.Backward(golden[$"{name}/g"].To(dtype));
        for (var i = 0; i < inputs.Length; i++)
            GoldenFile.AssertClose(golden[$"{name}/d{i}"], gradients[inputs[i]], Tolerance(dtype), $"{name}: gradient by input {i}");
        foreach (var (path, p) in layer.Parameters())
            GoldenFile.AssertClose(golden[$"{name}/grad.{path}"], gradients[p], Tolerance(dtype), $"{name}: gradient by {path}");
    }

    [Theory]
    [InlineData("cross")]
    [InlineData("cross added mask")]
    [InlineData("cross seen pairs")]
    [InlineData("cross padded")]
    [InlineData("self added mask")]
    public void WeightsEqualPyTorch(string name)
    {
        using var golden = new GoldenFile("attention");
        var layer = (MultiHeadAttention)Load(golden, name, DType.Float64);
        var inputs = Inputs(golden, name, DType.Float64);
        var (y, weights) = layer.AttendWithWeights(inputs[0], inputs.ElementAtOrDefault(1), Mask(golden, name, DType.Float64));
        GoldenFile.AssertClose(golden[$"{name}/y"], y, 1e-12, $"{name}: output");
        GoldenFile.AssertClose(golden[$"{name}/weights"], weights, 1e-12, $"{name}: weights");
        GoldenFile.AssertClose(golden[$"{name}/mean"], weights.Mean(-3), 1e-12, $"{name}: mean of the weights");
    }

    static Module Load(GoldenFile golden, string name, DType dtype)
    {
        var layer = Rows[name].Create();
        layer.To(dtype);
        layer.LoadTensors(golden.Under($"{name}/weight."));
        return layer;
    }

    static Tensor[] Inputs(GoldenFile golden, string name, DType dtype) =>
        [.. Enumerable.Range(0, 3).TakeWhile(i => golden.Has($"{name}/in{i}")).Select(i => golden[$"{name}/in{i}"].To(dtype))];

    // Whole numbers are truth values.
    static Tensor? Mask(GoldenFile golden, string name, DType dtype) => !golden.Has($"{name}/mask") ? null
        : golden[$"{name}/mask"] is { DType: DType.Int64 } seen ? seen.Greater(0) : golden[$"{name}/mask"].To(dtype);
}
