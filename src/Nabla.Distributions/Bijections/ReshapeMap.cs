namespace Nabla.Distributions;

/// <summary>The same numbers in another shape.</summary>
public sealed class ReshapeMap : Bijection
{
    readonly Shape input, output;

    /// <summary>The last axes of x, of the shape <paramref name="input"/>, become <paramref name="output"/>.</summary>
    /// <exception cref="ShapeException">The shapes have different numbers of elements.</exception>
    public ReshapeMap(Shape input, Shape output)
    {
        if (input.Length != output.Length)
            throw new ShapeException($"ReshapeMap: both shapes must have as many elements, got {input} and {output}.");
        (this.input, this.output) = (input, output);
    }

    /// <inheritdoc/>
    public override int InputRank => input.Rank;

    /// <inheritdoc/>
    public override int OutputRank => output.Rank;

    /// <inheritdoc/>
    public override Support Image(Support x) => x;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape x) => Exchanged(x, input, output);

    /// <inheritdoc/>
    public override Shape InputShape(Shape y) => Exchanged(y, output, input);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => x.Reshape(OutputShape(x.Shape).ToArray());

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => y.Reshape(InputShape(y.Shape).ToArray());

    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y) => Tensor.Zeros(x.Shape.ToArray()[..^input.Rank], x.DType);

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => Parts.AllLast(y.EqualTo(y), OutputRank);

    /// <inheritdoc/>
    public override string ToString() => $"ReshapeMap({input} → {output})";

    Shape Exchanged(Shape whole, Shape from, Shape to)
    {
        var sizes = whole.ToArray();
        return sizes.Length >= from.Rank && Shape.Of(sizes.AsSpan(sizes.Length - from.Rank)) == from
            ? Shape.Of([.. sizes[..^from.Rank], .. to])
            : throw new ShapeException($"{this}: the last axes must be {from}, got {whole}.");
    }
}
