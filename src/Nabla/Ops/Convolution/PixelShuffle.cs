namespace Nabla;

/// <summary>Channels into space and back, without arithmetic.</summary>
public static class PixelShuffleOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Sub-pixel shuffle (Shi et al. 2016): channel c · rᵃ + offset of a pixel becomes channel c of the pixel at that offset in a block
        /// of r along each of the a spatial axes, offsets counted with the last axis fastest, as in PyTorch.
        /// </summary>
        /// <param name="factor">r ≥ 1.</param>
        /// <shape>(N, [[D,] H,] W, C · rᵃ) → (N, [[D r,] H r,] W r, C)</shape>
        /// <exception cref="ShapeException">Axes that do not fit, or channels that rᵃ does not divide.</exception>
        public Tensor PixelShuffle(int factor)
        {
            var axes = Infer("PixelShuffle", x, factor);
            var (block, s) = (Volume(factor, axes), x.Shape);
            if (s[-1] % block != 0)
                throw new ShapeException($"PixelShuffle({factor}): the channels must be a multiple of {block}, got {s}.");

            // (N, H, W, C, r, r) → (N, H, r, W, r, C)
            int[] split = [.. s.ToArray()[..^1], s[-1] / block, .. Enumerable.Repeat(factor, axes)];
            int[] order = [0, .. Enumerable.Range(0, axes).SelectMany(axis => (int[])[1 + axis, 2 + axes + axis]), 1 + axes];
            int[] whole = [s[0], .. Enumerable.Range(1, axes).Select(axis => s[axis] * factor), s[-1] / block];
            return x.Reshape(split).Permute(order).Reshape(whole);
        }

        /// <summary>
        /// The inverse of PixelShuffle: each block of r pixels along each of the a spatial axes becomes one with rᵃ times the channels.
        /// </summary>
        /// <param name="factor">r ≥ 1.</param>
        /// <shape>(N, [[D r,] H r,] W r, C) → (N, [[D,] H,] W, C · rᵃ)</shape>
        /// <exception cref="ShapeException">Axes that do not fit, or spatial sizes that r does not divide.</exception>
        public Tensor PixelUnshuffle(int factor)
        {
            var axes = Infer("PixelUnshuffle", x, factor);
            var s = x.Shape;
            for (var axis = 1; axis <= axes; axis++)
                if (s[axis] % factor != 0)
                    throw new ShapeException($"PixelUnshuffle({factor}): axis {axis} must be a multiple of {factor}, got {s}.");

            // (N, H, r, W, r, C) → (N, H, W, C, r, r)
            int[] split = [s[0], .. Enumerable.Range(1, axes).SelectMany(axis => (int[])[s[axis] / factor, factor]), s[-1]];
            var places = Enumerable.Range(0, axes).Select(axis => 1 + 2 * axis).ToArray();
            int[] order = [0, .. places, 1 + 2 * axes, .. places.Select(place => place + 1)];
            int[] whole = [s[0], .. Enumerable.Range(1, axes).Select(axis => s[axis] / factor), s[-1] * Volume(factor, axes)];
            return x.Reshape(split).Permute(order).Reshape(whole);
        }

        /// <summary>
        /// Channels of different groups one after the other: channel g · C/G + i becomes i · G + g (Zhang et al. 2018, ShuffleNet).
        /// </summary>
        /// <param name="groups">G, a divisor of C.</param>
        /// <shape>(…, C) → (…, C)</shape>
        /// <exception cref="ShapeException">The groups do not divide the channels.</exception>
        public Tensor ChannelShuffle(int groups)
        {
            if (x.Rank == 0 || groups < 1 || x.Shape[-1] % groups != 0)
                throw new ShapeException($"ChannelShuffle: groups must divide the last axis, got {groups} groups and {x.Shape}.");
            int[] sizes = x.Shape.ToArray();
            return x.Reshape([.. sizes[..^1], groups, sizes[^1] / groups]).T.Reshape(sizes);
        }
    }

    static int Infer(string op, Tensor x, int factor)
    {
        if (x.Rank is < 3 or > 5)
            throw new ShapeException($"{op}({factor}): the input must be (N, [[D,] H,] W, C), got {x.Shape}.");
        return factor >= 1 ? x.Rank - 2 : throw new ShapeException($"{op}: the factor must be at least 1, got {factor}.");
    }

    static int Volume(int factor, int axes) => axes == 1 ? factor : factor * Volume(factor, axes - 1);
}
