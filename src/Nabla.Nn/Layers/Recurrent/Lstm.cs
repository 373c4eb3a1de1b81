namespace Nabla.Nn;

/// <summary>Long short-term memory over sequences: h of the top layer after each step. See <see cref="LstmOp"/> for the formula.</summary>
/// <shape>(N, T, inputs) → (N, T, hidden), or projection instead of hidden; twice that if bidirectional</shape>
public sealed class Lstm : Module<Tensor, Tensor>
{
    readonly RecurrentStack stack;

    /// <summary>A layer, or several on top of each other.</summary>
    /// <param name="inputs">Numbers of a step of the input.</param>
    /// <param name="hidden">Units of each layer and direction.</param>
    /// <param name="layers">Layers on top of each other.</param>
    /// <param name="bidirectional">Whether each layer also reads the sequence backwards; both outputs are put side by side.</param>
    /// <param name="dropout">Share of zeros, in [0, 1), in training, between layers.</param>
    /// <param name="bias">Whether the gates add biases.</param>
    /// <param name="projection">Numbers to which h is projected, below hidden (Sak et al. 2014); not if not given.</param>
    /// <exception cref="ArgumentException">A size below 1, or a dropout outside [0, 1).</exception>
    public Lstm(
        int inputs, int hidden, int layers = 1, bool bidirectional = false, double dropout = 0, bool bias = true, int? projection = null)
    {
        stack = new("Lstm", 4, inputs, hidden, layers, bidirectional, dropout, bias, projection);
        Weights = stack.Parameters;
    }

    /// <summary>
    /// weight_ih_l0 (4 hidden, inputs), weight_hh_l0 (4 hidden, hidden), bias_ih_l0 and bias_hh_l0 (4 hidden), weight_hr_l0 (projection,
    /// hidden), and so on, uniform in ±1/√hidden.
    /// </summary>
    [Unnamed]
    public Dictionary<string, Parameter> Weights { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => stack.Run(
        input, Training ? Random() : null, null, (_, w, x) => w.WeightHr is { } projection
            ? x.LstmProjected(w.WeightIh, w.WeightHh, projection, w.BiasIh, w.BiasHh).Output
            : x.Lstm(w.WeightIh, w.WeightHh, w.BiasIh, w.BiasHh));

    /// <summary>
    /// Goes on from states, and gives those after the last step of each sequence: for sequences that come in pieces, or differ in length.
    /// </summary>
    /// <remarks>
    /// Back-propagation through time is truncated (Williams, Peng 1990) by passing the states of the piece before detached: the outputs are
    /// those of the whole sequence, and gradients stay within the piece.
    /// </remarks>
    /// <param name="input">Sequences, filled up to a common length.</param>
    /// <param name="hidden">h before the first step; 0 if not given.</param>
    /// <param name="cell">c before the first step; 0 if not given.</param>
    /// <param name="lengths">
    /// Steps of each sequence, 1 … T: outputs behind are 0, and the reverse direction begins at each sequence's own end. All T if not
    /// given.
    /// </param>
    /// <shape>input (N, T, inputs), states (layers · directions, N, hidden, the first of them projection if given), lengths (N) int64 → (N, T, …), states</shape>
    /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
    /// <exception cref="ShapeException">States of another shape.</exception>
    public (Tensor Output, Tensor Hidden, Tensor Cell) CallWithState(Tensor input, Tensor? hidden = null, Tensor? cell = null, Tensor? lengths = null)
    {
        List<Tensor> lastHidden = [], lastCell = [];
        var output = stack.Run(input, Training ? Random() : null, lengths, (i, w, x) =>
        {
            Tensor? h0 = stack.Hidden(hidden, x, i), c0 = stack.Cell(cell, x, i);
            var (y, c) = w.WeightHr is { } projection
                ? x.LstmProjected(w.WeightIh, w.WeightHh, projection, w.BiasIh, w.BiasHh, h0, c0, lengths)
                : x.LstmWithCell(w.WeightIh, w.WeightHh, w.BiasIh, w.BiasHh, h0, c0, lengths);
            lastHidden.Add(RecurrentStack.Last(y, lengths));
            lastCell.Add(c);
            return y;
        });
        return (output, Tensor.Stack([.. lastHidden]), Tensor.Stack([.. lastCell]));
    }

    /// <inheritdoc/>
    public override string ToString() => stack.ToString();
}
