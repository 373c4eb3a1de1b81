namespace Nabla.Nn;

/// <summary>
/// Long short-term memory whose gates see the cell (Gers, Schmidhuber 2000). See <see cref="LstmPeepholeOp"/> for the formula.
/// </summary>
/// <shape>(N, T, inputs) → (N, T, hidden)</shape>
/// <param name="inputs">Numbers of a step of the input.</param>
/// <param name="hidden">Units.</param>
/// <param name="bias">Whether the gates add a bias.</param>
public sealed class PeepholeLstm(int inputs, int hidden, bool bias = true) : Module<Tensor, Tensor>
{
    /// <summary>(4 hidden, inputs), first uniform in ±1/√hidden.</summary>
    public Parameter WeightIh { get; } = RecurrentCell.Weight([4 * hidden, inputs], hidden);

    /// <summary>(4 hidden, hidden), first uniform in ±1/√hidden.</summary>
    public Parameter WeightHh { get; } = RecurrentCell.Weight([4 * hidden, hidden], hidden);

    /// <summary>From the cell to the gates i, f and o: (3, hidden), first uniform in ±1/√hidden.</summary>
    public Parameter WeightCh { get; } = RecurrentCell.Weight([3, hidden], hidden);

    /// <summary>(4 hidden), first uniform in ±1/√hidden.</summary>
    public Parameter? Bias { get; } = bias ? RecurrentCell.Weight([4 * hidden], hidden) : null;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => CallWithState(input).Output;

    /// <summary>Goes on from states, and gives those after the last step of each sequence: see <see cref="Lstm.CallWithState"/>.</summary>
    /// <shape>input (N, T, inputs), hidden and cell (N, hidden), lengths (N) int64 → (N, T, hidden), (N, hidden), (N, hidden)</shape>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public (Tensor Output, Tensor Hidden, Tensor Cell) CallWithState(Tensor input, Tensor? hidden = null, Tensor? cell = null, Tensor? lengths = null)
    {
        var (y, c) = input.LstmPeephole(WeightIh, WeightHh, WeightCh, Parameter.Optional(Bias), hidden, cell, lengths);
        return (y, RecurrentStack.Last(y, lengths), c);
    }

    /// <inheritdoc/>
    public override string ToString() => $"PeepholeLstm({inputs} → {WeightHh.Shape[1]}{(Bias is null ? ", no bias" : "")})";
}
