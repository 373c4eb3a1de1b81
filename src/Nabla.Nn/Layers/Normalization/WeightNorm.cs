namespace Nabla.Nn;

/// <summary>
/// Weight normalisation (Salimans, Kingma 2016): the weight of a layer as length times direction, w = g v / ‖v‖, for each output on its
/// own. What is trained is g and v; the layer's own weight is computed from them.
/// </summary>
/// <shape>that of the layer</shape>
public sealed class WeightNorm : Module<Tensor, Tensor>
{
    /// <summary>The weight of this layer is computed.</summary>
    /// <exception cref="ArgumentException">The layer has no weight of its own, or it is computed already.</exception>
    public WeightNorm(Module<Tensor, Tensor> inner)
    {
        var weight = ComputedWeight.Of(inner, "WeightNorm");
        Inner = inner;
        var v = new Parameter(weight.Shape, weight.Init, weight.Disk);
        var g = new Parameter([weight.Shape[0], .. Enumerable.Repeat(1, weight.Shape.Rank - 1)], new LengthOf(v));
        (WeightG, WeightV) = (g, v);
        weight.Source = () => v.Value * (g.Value / Length(v));
    }

    /// <summary>The layer.</summary>
    [Unnamed]
    public Module<Tensor, Tensor> Inner { get; }

    /// <summary>g: the length of each output's weights, (outputs, 1, …), first ‖v‖; none after <see cref="Remove"/>.</summary>
    public Parameter? WeightG { get; private set; }

    /// <summary>v: the direction, of the shape of the weight and drawn like it; none after <see cref="Remove"/>.</summary>
    public Parameter? WeightV { get; private set; }

    /// <summary>
    /// The layer's weight becomes a parameter again, with its present values, and this layer is the inner one: names in files are as
    /// without it.
    /// </summary>
    /// <remarks>An optimiser that was made before does not know the weight.</remarks>
    public void Remove()
    {
        if (WeightV is not null)
            ComputedWeight.Release(Inner);
        (WeightG, WeightV) = (null, null);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Inner.Call(input);

    /// <inheritdoc/>
    public override string ToString() => WeightV is null ? $"{Inner}" : $"WeightNorm({Inner})";

    static Tensor Length(Tensor v) => v.Norm([.. Enumerable.Range(1, v.Rank - 1)], keepAxes: true);

    // So that the weight is v at first.
    sealed class LengthOf(Parameter v) : Init
    {
        public override Tensor Draw(Shape shape, DType dtype, Rng rng) => Length(v.Value.Detach().To(dtype));
    }
}
