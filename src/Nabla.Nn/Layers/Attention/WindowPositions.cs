namespace Nabla.Nn;

/// <summary>
/// Learned biases of the attention's scores inside a window of an image (Swin, Liu et al. 2021): a number for each head and each shift down
/// and right from query to key. Called with scores it adds the biases; <see cref="Bias"/> is a mask for any attention.
/// </summary>
/// <shape>(…, heads, H·W, H·W) → (…, heads, H·W, H·W), positions row by row</shape>
/// <param name="heads">Number of heads.</param>
/// <param name="height">H of a window.</param>
/// <param name="width">W of a window.</param>
public sealed class WindowPositions(int heads, int height, int width) : Module<Tensor, Tensor>
{
    /// <summary>
    /// ((2H − 1)(2W − 1), heads), first normal with deviation 0.02, cut off at ±2; row (dy + H − 1)(2W − 1) + dx + W − 1, query's place −
    /// key's.
    /// </summary>
    public Parameter RelativePositionBiasTable { get; } = new([(2 * height - 1) * (2 * width - 1), heads], Init.TruncatedNormal(0.02));

    /// <summary>The row of each pair of positions: (H·W, H·W); not in files.</summary>
    public Buffer Places { get; } = new(_ => Tensor.From<long>(Table(height, width), [height * width, height * width]));

    /// <summary>The biases.</summary>
    /// <shape>→ (heads, H·W, H·W)</shape>
    public Tensor Bias() => RelativePositionBiasTable.Value.Rows(Places.Value).Permute(2, 0, 1);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var size = height * width;
        if (input.Rank < 3 || input.Shape[-3] != heads || input.Shape[-2] != size || input.Shape[-1] != size)
            throw new ShapeException($"{this}: the scores must be (…, {heads}, {size}, {size}), got {input.Shape}.");
        return input + Bias();
    }

    static long[] Table(int height, int width)
    {
        var size = height * width;
        var rows = new long[size * size];
        for (var query = 0; query < size; query++)
            for (var key = 0; key < size; key++)
            {
                var (down, right) = (query / width - key / width, query % width - key % width);
                rows[query * size + key] = (down + height - 1) * (2 * width - 1) + right + width - 1;
            }

        return rows;
    }

    /// <inheritdoc/>
    public override string ToString() => $"WindowPositions({heads} heads, {height}×{width})";
}
