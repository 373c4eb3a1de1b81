namespace Nabla.Nn;

/// <summary>
/// Weight normalisation (Salimans, Kingma 2016): the weight of a layer as length times direction, w = g v / ‖v‖, for each output on its own. What is
/// trained is g and v; the layer's own weight is computed from them.
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
        WeightV = new Parameter(weight.Shape, weight.Init, weight.Disk);
        WeightG = new Parameter([weight.Shape[0], .. Enumerable.Repeat(1, weight.Shape.Rank - 1)], new LengthOf(WeightV));
        weight.Source = () => WeightV.Value * (WeightG.Value / Length(WeightV));
    }

    /// <summary>The layer.</summary>
    [Unnamed]
    public Module<Tensor, Tensor> Inner { get; }

    /// <summary>g: the length of each output's weights, (outputs, 1, …), first ‖v‖.</summary>
    public Parameter WeightG { get; }

    /// <summary>v: the direction, of the shape of the weight and drawn like it.</summary>
    public Parameter WeightV { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Inner.Call(input);

    /// <inheritdoc/>
    public override string ToString() => $"WeightNorm({Inner})";

    static Tensor Length(Tensor v) => v.Norm([.. Enumerable.Range(1, v.Rank - 1)], keepAxes: true);

    // So that the weight is v at first.
    sealed class LengthOf(Parameter v) : Init
    {
        public override Tensor Draw(Shape shape, DType dtype, Rng rng) => Length(v.Value.Detach().To(dtype));
    }
}
