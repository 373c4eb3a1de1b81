namespace Nabla.Nn;

/// <summary>One step of a gated recurrent unit, for loops that one writes oneself. See <see cref="GruOp"/> for the formula.</summary>
/// <shape>(N, inputs) → (N, hidden): h after a step from a state of 0</shape>
/// <param name="inputs">Numbers of the input.</param>
/// <param name="hidden">Units.</param>
/// <param name="bias">Whether the gates add biases.</param>
public sealed class GruCell(int inputs, int hidden, bool bias = true) : Module<Tensor, Tensor>
{
    /// <summary>(3 hidden, inputs), first uniform in ±1/√hidden.</summary>
    public Parameter WeightIh { get; } = RecurrentCell.Weight([3 * hidden, inputs], hidden);

    /// <summary>(3 hidden, hidden), first uniform in ±1/√hidden.</summary>
    public Parameter WeightHh { get; } = RecurrentCell.Weight([3 * hidden, hidden], hidden);

    /// <summary>(3 hidden), first uniform in ±1/√hidden.</summary>
    public Parameter? BiasIh { get; } = bias ? RecurrentCell.Weight([3 * hidden], hidden) : null;

    /// <summary>(3 hidden), first uniform in ±1/√hidden.</summary>
    public Parameter? BiasHh { get; } = bias ? RecurrentCell.Weight([3 * hidden], hidden) : null;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Next(input);

    /// <summary>h after a step; a state that is not given is 0.</summary>
    /// <shape>input (N, inputs), hidden (N, hidden) → (N, hidden)</shape>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public Tensor Next(Tensor input, Tensor? hidden = null) => RecurrentCell.Checked(this, input, inputs).GruCell(
        WeightIh, WeightHh, Parameter.Optional(BiasIh), Parameter.Optional(BiasHh), hidden);

    /// <inheritdoc/>
    public override string ToString() => $"GruCell({inputs} → {WeightHh.Shape[1]}{(BiasIh is null ? ", no bias" : "")})";
}
