namespace Nabla.Nn;

/// <summary>
/// Long short-term memory with layer normalisation inside (Ba, Kiros, Hinton 2016). See <see cref="LstmLayerNormOp"/> for the formula.
/// </summary>
/// <shape>(N, T, inputs) → (N, T, hidden)</shape>
/// <param name="inputs">Numbers of a step of the input.</param>
/// <param name="hidden">Units.</param>
/// <param name="bias">Whether the gates add a bias.</param>
public sealed class LayerNormLstm(int inputs, int hidden, bool bias = true) : Module<Tensor, Tensor>
{
    /// <summary>(4 hidden, inputs), first uniform in ±1/√hidden.</summary>
    public Parameter WeightIh { get; } = RecurrentCell.Weight([4 * hidden, inputs], hidden);

    /// <summary>(4 hidden, hidden), first uniform in ±1/√hidden.</summary>
    public Parameter WeightHh { get; } = RecurrentCell.Weight([4 * hidden, hidden], hidden);

    /// <summary>(4 hidden), first uniform in ±1/√hidden.</summary>
    public Parameter? Bias { get; } = bias ? RecurrentCell.Weight([4 * hidden], hidden) : null;

    /// <summary>Of the sums over the inputs: (4 hidden), first 1.</summary>
    public Parameter ScaleIh { get; } = new([4 * hidden], Init.Constant(1));

    /// <summary>Of the sums over h: (4 hidden), first 1.</summary>
    public Parameter ScaleHh { get; } = new([4 * hidden], Init.Constant(1));

    /// <summary>Of the cell: (hidden), first 1.</summary>
    public Parameter ScaleCell { get; } = new([hidden], Init.Constant(1));

    /// <summary>Added to the normalised cell: (hidden), first 0.</summary>
    public Parameter ShiftCell { get; } = new([hidden], Init.Constant(0));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => CallWithState(input).Output;

    /// <summary>Goes on from states, and gives those after the last step of each sequence: see <see cref="Lstm.CallWithState"/>.</summary>
    /// <shape>input (N, T, inputs), hidden and cell (N, hidden), lengths (N) int64 → (N, T, hidden), (N, hidden), (N, hidden)</shape>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public (Tensor Output, Tensor Hidden, Tensor Cell) CallWithState(Tensor input, Tensor? hidden = null, Tensor? cell = null, Tensor? lengths = null)
    {
        var (y, c) = input.LstmLayerNorm(
            WeightIh, WeightHh, ScaleIh, ScaleHh, ScaleCell, ShiftCell, Parameter.Optional(Bias), hidden, cell, lengths);
        return (y, RecurrentStack.Last(y, lengths), c);
    }

    /// <inheritdoc/>
    public override string ToString() => $"LayerNormLstm({inputs} → {WeightHh.Shape[1]}{(Bias is null ? ", no bias" : "")})";
}
