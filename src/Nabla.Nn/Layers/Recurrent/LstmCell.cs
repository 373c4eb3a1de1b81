namespace Nabla.Nn;

/// <summary>One step of long short-term memory, for loops that one writes oneself. See <see cref="LstmOp"/> for the formula.</summary>
/// <shape>(N, inputs) → (N, hidden): h after a step from states of 0</shape>
/// <param name="inputs">Numbers of the input.</param>
/// <param name="hidden">Units.</param>
/// <param name="bias">Whether the gates add biases.</param>
public sealed class LstmCell(int inputs, int hidden, bool bias = true) : Module<Tensor, Tensor>
{
    /// <summary>(4 hidden, inputs), first uniform in ±1/√hidden.</summary>
    public Parameter WeightIh { get; } = RecurrentCell.Weight([4 * hidden, inputs], hidden);

    /// <summary>(4 hidden, hidden), first uniform in ±1/√hidden.</summary>
    public Parameter WeightHh { get; } = RecurrentCell.Weight([4 * hidden, hidden], hidden);

    /// <summary>(4 hidden), first uniform in ±1/√hidden.</summary>
    public Parameter? BiasIh { get; } = bias ? RecurrentCell.Weight([4 * hidden], hidden) : null;

    /// <summary>(4 hidden), first uniform in ±1/√hidden.</summary>
    public Parameter? BiasHh { get; } = bias ? RecurrentCell.Weight([4 * hidden], hidden) : null;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Next(input).Hidden;

    /// <summary>h and c after a step; states that are not given are 0.</summary>
    /// <shape>input (N, inputs), hidden and cell (N, hidden) → (N, hidden), (N, hidden)</shape>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public (Tensor Hidden, Tensor Cell) Next(Tensor input, Tensor? hidden = null, Tensor? cell = null) =>
        RecurrentCell.Checked(this, input, inputs).LstmCell(
            WeightIh, WeightHh, Parameter.Optional(BiasIh), Parameter.Optional(BiasHh), hidden, cell);

    /// <inheritdoc/>
    public override string ToString() => $"LstmCell({inputs} → {WeightHh.Shape[1]}{(BiasIh is null ? ", no bias" : "")})";
}
