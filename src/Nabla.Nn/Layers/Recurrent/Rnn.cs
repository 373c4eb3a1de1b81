namespace Nabla.Nn;

/// <summary>A simple recurrent network over sequences: h of the top layer after each step. See <see cref="RnnOp"/> for the formula.</summary>
/// <shape>(N, T, inputs) → (N, T, hidden), twice hidden if bidirectional</shape>
public sealed class Rnn : Module<Tensor, Tensor>
{
    readonly RecurrentStack stack;

    /// <summary>A layer, or several on top of each other.</summary>
    /// <param name="inputs">Numbers of a step of the input.</param>
    /// <param name="hidden">Units of each layer and direction.</param>
    /// <param name="layers">Layers on top of each other.</param>
    /// <param name="bidirectional">Whether each layer also reads the sequence backwards; both outputs are put side by side.</param>
    /// <param name="dropout">Share of zeros, in [0, 1), in training, between layers.</param>
    /// <exception cref="ArgumentException">A size below 1, or a dropout outside [0, 1).</exception>
    public Rnn(int inputs, int hidden, int layers = 1, bool bidirectional = false, double dropout = 0)
    {
        stack = new("Rnn", 1, inputs, hidden, layers, bidirectional, dropout);
        Weights = stack.Parameters;
    }

    /// <summary>
    /// weight_ih_l0 (hidden, inputs), weight_hh_l0 (hidden, hidden), bias_ih_l0 and bias_hh_l0 (hidden), and so on,
    /// uniform in ±1/√hidden.
    /// </summary>
    [Unnamed]
    public Dictionary<string, Parameter> Weights { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => stack.Run(
        input, Training ? Random() : null, (_, w, x) => x.Rnn(w.WeightIh, w.WeightHh, w.BiasIh, w.BiasHh));

    /// <summary>Goes on from states, and gives those after the last step: for sequences that come in pieces.</summary>
    /// <shape>input (N, T, inputs), states (layers · directions, N, hidden) → (N, T, …), states</shape>
    /// <exception cref="ShapeException">States of another shape.</exception>
    public (Tensor Output, Tensor Hidden) CallWithState(Tensor input, Tensor? hidden = null)
    {
        var lastHidden = new List<Tensor>();
        var output = stack.Run(input, Training ? Random() : null, (i, w, x) =>
        {
            var y = x.Rnn(w.WeightIh, w.WeightHh, w.BiasIh, w.BiasHh, stack.State(hidden, x, i));
            lastHidden.Add(y.Select(1, y.Shape[1] - 1));
            return y;
        });
        return (output, Tensor.Stack([.. lastHidden]));
    }

    /// <inheritdoc/>
    public override string ToString() => stack.ToString();
}
