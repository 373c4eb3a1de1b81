namespace Nabla.Nn;

/// <summary>Images in another size; PyTorch's Upsample, which can also shrink.</summary>
/// <shape>(N, [[D,] H,] W, C) → (N, size…, C)</shape>
public sealed class Resize : Module<Tensor, Tensor>
{
    readonly Extent? size;
    readonly double[] scales;
    readonly ResizeMode mode;
    readonly bool alignCorners, antialias;

    Resize(Extent? size, double[] scales, ResizeMode mode, bool alignCorners, bool antialias) =>
        (this.size, this.scales, this.mode, this.alignCorners, this.antialias) = (size, scales, mode, alignCorners, antialias);

    /// <summary>To a fixed size.</summary>
    /// <param name="size">Pixels along each spatial axis, ≥ 1.</param>
    /// <param name="mode">How the places between pixels are filled.</param>
    /// <param name="alignCorners">Whether the centres of the corner pixels stay; Linear and Cubic only.</param>
    /// <param name="antialias">Whether the filter widens when the image shrinks; Linear and Cubic only.</param>
    public static Resize To(Extent size, ResizeMode mode = ResizeMode.Nearest, bool alignCorners = false, bool antialias = false) =>
        new(size, [], mode, alignCorners, antialias);

    /// <summary>By a factor.</summary>
    /// <param name="scale">The factor &gt; 0 along every spatial axis.</param>
    /// <param name="mode">How the places between pixels are filled.</param>
    /// <param name="alignCorners">Whether the centres of the corner pixels stay; Linear and Cubic only.</param>
    /// <param name="antialias">Whether the filter widens when the image shrinks; Linear and Cubic only.</param>
    public static Resize By(double scale, ResizeMode mode = ResizeMode.Nearest, bool alignCorners = false, bool antialias = false) =>
        new(null, [scale], mode, alignCorners, antialias);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => size is { } fixedSize
        ? input.Resize(fixedSize, mode, alignCorners, antialias)
        : input.ResizeBy(scales, mode, alignCorners, antialias);

    /// <inheritdoc/>
    public override string ToString() =>
        $"Resize({(size is null ? $"by {scales[0]}" : $"to {size}")}, {mode}{(alignCorners ? ", corners aligned" : "")}{(antialias ? ", antialiased" : "")})";
}
