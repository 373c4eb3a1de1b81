namespace Nabla.Nn;

/// <summary>
/// The largest element of windows at random places, for sizes that shrink by a fraction (Graham 2014). In training the places follow from
/// the run's seed, the layer's path, the step and the number of the call within the step; in use they stand evenly (samples ½).
/// </summary>
/// <shape>(N, [[D,] H,] W, C) → (N, size…, C)</shape>
public sealed class FractionalMaxPool : Module<Tensor, Tensor>
{
    readonly Extent kernel;
    readonly Extent? size;
    readonly double ratio;

    FractionalMaxPool(Extent kernel, Extent? size, double ratio) => (this.kernel, this.size, this.ratio) = (kernel, size, ratio);

    /// <summary>To a fixed size.</summary>
    /// <param name="kernel">Size of the window.</param>
    /// <param name="size">Windows along each spatial axis, ≥ 1.</param>
    public static FractionalMaxPool To(Extent kernel, Extent size) => new(kernel, size, 0);

    /// <summary>To ⌊size · ratio⌋ windows along each axis.</summary>
    /// <param name="kernel">Size of the window.</param>
    /// <param name="ratio">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not in (0, 1).</exception>
    public static FractionalMaxPool By(Extent kernel, double ratio) => ratio is > 0 and < 1
        ? new(kernel, null, ratio)
        : throw new ArgumentOutOfRangeException(nameof(ratio), $"FractionalMaxPool({kernel}): the ratio must be in (0, 1), got {ratio}.");

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (input.Rank is < 3 or > 5)
            throw new ShapeException($"{this}: the input must be (N, [[D,] H,] W, C), got {input.Shape}.");
        Shape shape = [input.Shape[0], input.Shape[-1], input.Rank - 2];
        var samples = Training ? Random().Uniform(shape, dtype: input.DType) : Tensor.Full(shape, 0.5, input.DType, input.Device);
        return input.FractionalMaxPool(kernel, size ?? Reduced(input.Shape), samples);
    }

    Extent Reduced(Shape shape)
    {
        int Of(int axis) => (int)(shape[axis] * ratio);
        return shape.Rank switch
        {
            3 => Of(1),
            4 => (Of(1), Of(2)),
            _ => (Of(1), Of(2), Of(3)),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"FractionalMaxPool({kernel}, {(size is null ? $"ratio {ratio}" : $"to {size}")})";
}
