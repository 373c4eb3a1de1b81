using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Copies in another order: a matrix of a million numbers, images (8, 64, 64, 64), and more than the caches hold.</summary>
static class MovementRows
{
    public static IEnumerable<OpRow> Of()
    {
        Tensor x = Normal([Side, Side]), y = Normal([Side, Side], 2), images = Normal([8, 64, 64, 64], 3), volume = Normal([100, 100, 100], 4);
        var large = Normal([4096, 4096], 5);
        return
        [
            Value("roll rows", () => x.Roll(100, 1)), Value("roll columns", () => x.Roll(100, 0)), Value("flip rows", () => x.Flip(1).Copied()),
            Value("flip columns", () => x.Flip(0).Copied()), Value("rot90", () => x.Rotate().Copied()), Value("pad", () => x.Pad([(5, 5), (5, 5)])),
            Value("pad reflect", () => images.Pad(1, 2, 2, PadMode.Reflect).Pad(2, 2, 2, PadMode.Reflect)),
            Value("pad replicate", () => images.Pad(1, 2, 2, PadMode.Replicate).Pad(2, 2, 2, PadMode.Replicate)),
            Value("tile", () => x.Tile([2, 2])), Value("repeat_interleave rows", () => x.Repeat(1, 3)), Value("repeat_interleave columns", () => x.Repeat(0, 3)),
            Value("concat rows", () => Tensor.Concat([x, y], 1)), Value("concat columns", () => Tensor.Concat([x, y], 0)),
            Value("stack last", () => Tensor.Stack([x, y], 2)), Value("transpose", () => x.T.Copied()), Value("permute 2 0 1", () => volume.Permute(2, 0, 1).Copied()),
            Value("permute 0 2 1", () => volume.Permute(0, 2, 1).Copied()), Value("permute 2 1 0", () => volume.Permute(2, 1, 0).Copied()),
            Value("to channels first", () => images.Permute(0, 3, 1, 2).Copied()), Value("slice step 2", () => x.Slice(1, 0, 500, 2).Copied()),
            Value("slice", () => x.Slice(1, 0, 500).Copied()), Value("expand", () => x.Slice(0, 0, 1).BroadcastTo([Side, Side]).Copied()),
            Value("copy 1M", () => x.Copied()), Value("copy 16M", () => large.Copied()), Value("transpose 16M", () => large.T.Copied()),
            Value("concat 16M", () => Tensor.Concat([large, large], 0)), Value("zeros", () => Tensor.Zeros([Side, Side])),
            Value("pixel_shuffle", () => images.PixelShuffle(2)), Value("pixel_unshuffle", () => images.PixelUnshuffle(2)),
            Value("channel_shuffle", () => images.ChannelShuffle(4)), Value("windows", () => x.Windows(1, 9, 3).Copied()),
            Value("diagonal matrix", () => x.Slice(0, 0, 1).Reshape(-1).DiagonalMatrix()), Value("split 4", () => x.Reshape(Side, 4, 250).Permute(1, 0, 2).Copied()),
        ];
    }

    // A copy with memory of its own: Contiguous makes none of what is dense.
    static Tensor Copied(this Tensor x)
    {
        var y = Tensor.Empty(x.Shape, x.DType);
        y.Device.Backend.Copy(x, y);
        return y;
    }
}
