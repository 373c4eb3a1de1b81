using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Decoding piece by piece with a cache gives what full causal attention gives.</summary>
public class KeyValueCacheTests
{
    static readonly int[] Pieces = [3, 1, 1, 70, 2];       // 70 more than the first room

    static Tensor Sequence => GradCheck.Values([2, 77, 8], -1, 1, 4);

    // Sums of 77 products in another order: some 10 units in the last place.
    static void AssertPiecewise(Tensor whole, Func<Tensor, int, Tensor> next)
    {
        var (parts, start) = (new List<Tensor>(), 0);
        foreach (var length in Pieces)
        {
            parts.Add(next(Sequence.Slice(1, start, length), start));
            start += length;
        }

        GoldenFile.AssertClose(whole, Tensor.Concat([.. parts], 1), 1e-13, "pieces");
    }

    static T Made<T>(T layer) where T : Module
    {
        layer.Initialize(3);
        layer.To(DType.Float64);
        return layer;
    }

    [Fact]
    public void MultiHeadAttentionInPiecesEqualsTheWhole()
    {
        var (layer, cache) = (Made(new MultiHeadAttention(8, 2, causal: true)), new KeyValueCache());
        AssertPiecewise(layer.Predict(Sequence), (x, _) => layer.Next(x, cache));
        Assert.Equal(77, cache.Length);
        cache.Clear();
        AssertPiecewise(layer.Predict(Sequence), (x, _) => layer.Next(x, cache));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void GroupedQueriesWithRotaryPositionsInPiecesEqualTheWhole(int keyHeads, bool halves)
    {
        var layer = Made(new GroupedQueryAttention(8, 4, keyHeads, rotary: new RotaryPositions(80, 2, halves: halves)));
        var cache = new KeyValueCache();
        AssertPiecewise(layer.Predict(Sequence), (x, _) => layer.Next(x, cache));
    }

    [Fact]
    public void ALanguageModelInPiecesEqualsTheWhole()
    {
        var positions = Made(new SinusoidalPositions(80, 8));
        var encoder = Made(new TransformerEncoder([new(8, 2, causal: true), new(8, 4, causal: true, normFirst: false)], new LayerNorm(8)));
        var caches = encoder.NewCaches();
        AssertPiecewise(encoder.Predict(positions.Call(Sequence)), (x, first) => encoder.Next(positions.CallFrom(x, first), caches));
    }

    [Fact]
    public void ADecoderInPiecesEqualsTheWhole()
    {
        var decoder = Made(new TransformerDecoder([new(8, 2), new(8, 2, normFirst: false)]));
        var memory = GradCheck.Values([2, 5, 8], -1, 1, 6);
        var caches = decoder.NewCaches();
        AssertPiecewise(decoder.Predict((Sequence, memory)), (x, _) => decoder.Next(x, memory, caches));
    }

    [Fact]
    public void AnotherBatchMidwayIsNamed()
    {
        var (layer, cache) = (Made(new MultiHeadAttention(8, 2)), new KeyValueCache());
        layer.Next(Sequence, cache);
        var e = Assert.Throws<ShapeException>(() => layer.Next(Sequence.Slice(0, 0, 1), cache));
        Assert.StartsWith("KeyValueCache: it holds float64 (2, 77, 8), to which float64 (1, 77, 8) cannot be appended.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsRememberedForGradients() =>
        Assert.False(Made(new MultiHeadAttention(8, 2)).Next(Sequence.Track(), new KeyValueCache()).IsTracked);
}
