namespace Nabla.Nn;

/// <summary>Gated recurrent units over sequences: h of the top layer after each step. See <see cref="GruOp"/> for the formula.</summary>
/// <shape>(N, T, inputs) → (N, T, hidden), twice hidden if bidirectional</shape>
public sealed class Gru : Module<Tensor, Tensor>
{
    readonly RecurrentStack stack;

    /// <summary>A layer, or several on top of each other.</summary>
    /// <param name="inputs">Numbers of a step of the input.</param>
    /// <param name="hidden">Units of each layer and direction.</param>
    /// <param name="layers">Layers on top of each other.</param>
    /// <param name="bidirectional">Whether each layer also reads the sequence backwards; both outputs are put side by side.</param>
    /// <param name="dropout">Share of zeros, in [0, 1), in training, between layers.</param>
    /// <param name="bias">Whether the gates add biases.</param>
    /// <exception cref="ArgumentException">A size below 1, or a dropout outside [0, 1).</exception>
    public Gru(int inputs, int hidden, int layers = 1, bool bidirectional = false, double dropout = 0, bool bias = true)
    {
        stack = new("Gru", 3, inputs, hidden, layers, bidirectional, dropout, bias);
        Weights = stack.Parameters;
    }

    /// <summary>
    /// weight_ih_l0 (3 hidden, inputs), weight_hh_l0 (3 hidden, hidden), bias_ih_l0 and bias_hh_l0 (3 hidden), and so on,
    /// uniform in ±1/√hidden.
    /// </summary>
    [Unnamed]
    public Dictionary<string, Parameter> Weights { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => stack.Run(
        input, Training ? Random() : null, null, (_, w, x) => x.Gru(w.WeightIh, w.WeightHh, w.BiasIh, w.BiasHh));

    /// <summary>
    /// Goes on from states, and gives those after the last step of each sequence: for sequences that come in pieces, or differ in length.
    /// </summary>
    /// <remarks>
    /// Back-propagation through time is truncated (Williams, Peng 1990) by passing the states of the piece before detached: the outputs are
    /// those of the whole sequence, and gradients stay within the piece.
    /// </remarks>
    /// <param name="input">Sequences, filled up to a common length.</param>
    /// <param name="hidden">h before the first step; 0 if not given.</param>
    /// <param name="lengths">
    /// Steps of each sequence, 1 … T: outputs behind are 0, and the reverse direction begins at each sequence's own end. All T if not
    /// given.
    /// </param>
    /// <shape>input (N, T, inputs), states (layers · directions, N, hidden), lengths (N) int64 → (N, T, …), states</shape>
    /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
    /// <exception cref="ShapeException">States of another shape.</exception>
    public (Tensor Output, Tensor Hidden) CallWithState(Tensor input, Tensor? hidden = null, Tensor? lengths = null)
    {
        var lastHidden = new List<Tensor>();
        var output = stack.Run(input, Training ? Random() : null, lengths, (i, w, x) =>
        {
            var y = x.Gru(w.WeightIh, w.WeightHh, w.BiasIh, w.BiasHh, stack.Hidden(hidden, x, i), lengths);
            lastHidden.Add(RecurrentStack.Last(y, lengths));
            return y;
        });
        return (output, Tensor.Stack([.. lastHidden]));
    }

    /// <inheritdoc/>
    public override string ToString() => stack.ToString();
}
