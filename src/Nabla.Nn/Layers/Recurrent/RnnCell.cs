namespace Nabla.Nn;

/// <summary>One step of a simple recurrent network, for loops that one writes oneself. See <see cref="RnnOp"/> for the formula.</summary>
/// <shape>(N, inputs) → (N, hidden): h after a step from a state of 0</shape>
/// <param name="inputs">Numbers of the input.</param>
/// <param name="hidden">Units.</param>
/// <param name="bias">Whether biases are added.</param>
/// <param name="relu">Whether h is max(0, ·) instead of tanh.</param>
public sealed class RnnCell(int inputs, int hidden, bool bias = true, bool relu = false) : Module<Tensor, Tensor>
{
    /// <summary>(hidden, inputs), first uniform in ±1/√hidden.</summary>
    public Parameter WeightIh { get; } = RecurrentCell.Weight([hidden, inputs], hidden);

    /// <summary>(hidden, hidden), first uniform in ±1/√hidden.</summary>
    public Parameter WeightHh { get; } = RecurrentCell.Weight([hidden, hidden], hidden);

    /// <summary>(hidden), first uniform in ±1/√hidden.</summary>
    public Parameter? BiasIh { get; } = bias ? RecurrentCell.Weight([hidden], hidden) : null;

    /// <summary>(hidden), first uniform in ±1/√hidden.</summary>
    public Parameter? BiasHh { get; } = bias ? RecurrentCell.Weight([hidden], hidden) : null;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Next(input);

    /// <summary>h after a step; a state that is not given is 0.</summary>
    /// <shape>input (N, inputs), hidden (N, hidden) → (N, hidden)</shape>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public Tensor Next(Tensor input, Tensor? hidden = null)
    {
        var x = RecurrentCell.Checked(this, input, inputs);
        Tensor? biasIh = Parameter.Optional(BiasIh), biasHh = Parameter.Optional(BiasHh);
        return relu ? x.RnnReluCell(WeightIh, WeightHh, biasIh, biasHh, hidden) : x.RnnCell(WeightIh, WeightHh, biasIh, biasHh, hidden);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"RnnCell({inputs} → {WeightHh.Shape[1]}{(relu ? ", ReLU" : "")}{(BiasIh is null ? ", no bias" : "")})";
}
