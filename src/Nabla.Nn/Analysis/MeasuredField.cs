namespace Nabla.Nn;

/// <summary>Which pixels a unit depends on along one axis, by gradients.</summary>
/// <param name="First">First pixel with a gradient other than 0; −1 if there is none.</param>
/// <param name="Last">Last one.</param>
/// <param name="Center">Mean place, weighted by the squared gradient.</param>
/// <param name="Deviation">Standard deviation of the place: the effective receptive field is a few times as wide.</param>
public readonly record struct MeasuredAxis(int First, int Last, double Center, double Deviation)
{
    /// <summary>Pixels from the first to the last.</summary>
    public int Size => First < 0 ? 0 : Last - First + 1;
}

/// <summary>
/// The receptive field as gradients show it: the derivative of the unit in the middle of the output by each pixel, for random images.
/// Pixels near the centre have more paths to the unit, so most of the gradient comes from a small part of the field ("Understanding the
/// effective receptive field in deep convolutional neural networks", Luo, Li, Urtasun, Zemel 2016).
/// </summary>
public sealed class MeasuredField
{
    MeasuredField(Shape image, double[] weights)
    {
        (Image, Weights) = (image, weights);
        Axes = [.. Enumerable.Range(0, image.Rank).Select(Along)];
    }

    /// <summary>([[D,] H,] W).</summary>
    public Shape Image { get; }

    /// <summary>Each pixel's share of the squared gradient, in row-major order.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>Along each spatial axis.</summary>
    public IReadOnlyList<MeasuredAxis> Axes { get; }

    /// <summary>Measures the field of a model as in use.</summary>
    /// <param name="model">
    /// Whose output is (N, [[D,] H,] W, C); the unit in the middle is looked at, or all outputs together if it has no places.
    /// </param>
    /// <param name="sample">Shape of an image, without the batch axis.</param>
    /// <param name="images">
    /// Number of random images, in which every pixel is normal; more of them show more paths through ReLU and maxima.
    /// </param>
    /// <param name="seed">Of the images.</param>
    /// <exception cref="ShapeException">The sample has no spatial axis.</exception>
    public static MeasuredField Of(Module<Tensor, Tensor> model, Shape sample, int images = 8, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (sample.Rank is < 2 or > 4)
            throw new ShapeException($"MeasuredField: a sample must be ([[D,] H,] W, C), got {sample}.");
        var rng = new Rng(seed);
        var x = rng.Normal(sample.Insert(0, images), dtype: model.State.DType).Track();
        var y = model.CallAsInUse(x);
        var squares = y.Backward(Middle(y, rng))[x].To(DType.Float64).Square().Sum([0, sample.Rank]).ToArray<double>();
        var total = squares.Sum();
        return new(sample.Remove(-1), total > 0 ? Array.ConvertAll(squares, s => s / total) : squares);
    }

    // A random gradient for the middle of each output: equal ones could cancel.
    static Tensor Middle(Tensor y, Rng rng)
    {
        var seed = rng.Normal(y.Shape, dtype: y.DType);
        for (var axis = 1; axis < y.Rank - 1; axis++)
            seed = seed.Slice(axis, y.Shape[axis] / 2, 1).Embed(axis, y.Shape[axis] / 2, y.Shape[axis]);
        return seed;
    }

    MeasuredAxis Along(int axis)
    {
        var inner = Image.Skip(axis + 1).Aggregate(1, (a, b) => a * b);
        var shares = new double[Image[axis]];
        for (var i = 0; i < Weights.Count; i++)
            shares[i / inner % Image[axis]] += Weights[i];
        var center = shares.Select((share, i) => share * i).Sum();
        var variance = shares.Select((share, i) => share * (i - center) * (i - center)).Sum();
        return new(Array.FindIndex(shares, s => s > 0), Array.FindLastIndex(shares, s => s > 0), center, Math.Sqrt(variance));
    }

    /// <summary>Size and deviation along each axis.</summary>
    public override string ToString() =>
        string.Join(" × ", Axes.Select(a => $"{a.Size}")) + " pixels, deviation " + string.Join(" × ", Axes.Select(a => $"{a.Deviation:0.00}"));
}
