namespace Nabla.Nn;

/// <summary>
/// A linear recurrent layer: h = a ⊙ h + B x, y = C h, one factor for each state (a diagonal state space, Gu et al. 2022; Orvieto et al.
/// 2023). It equals a convolution over time with the kernel Kᵢ = C aⁱ B.
/// </summary>
/// <shape>(N, T, inputs) → (N, T, outputs)</shape>
/// <param name="inputs">Numbers of a step of the input.</param>
/// <param name="states">Numbers of h.</param>
/// <param name="outputs">Numbers of a step of the output.</param>
public sealed class LinearRecurrence(int inputs, int states, int outputs) : Module<Tensor, Tensor>
{
    /// <summary>a: (states), first uniform in [−1, 1); beyond ±1 the states grow without end.</summary>
    public Parameter Decay { get; } = new([states], Init.Uniform(1));

    /// <summary>B: inputs → states, without bias.</summary>
    public Linear Input { get; } = new(inputs, states, bias: false);

    /// <summary>C: states → outputs, without bias.</summary>
    public Linear Output { get; } = new(states, outputs, bias: false);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => CallWithState(input).Output;

    /// <summary>Goes on from a state, and gives that after the last step.</summary>
    /// <shape>input (N, T, inputs), state (N, states) → (N, T, outputs), (N, states)</shape>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public (Tensor Output, Tensor State) CallWithState(Tensor input, Tensor? state = null)
    {
        var b = Input.Call(input);
        var h = LinearSteps.Run(this, Decay.Value.BroadcastTo(b.Shape), b, state);
        return (Output.Call(h), RecurrentStack.Last(h, null));
    }

    /// <inheritdoc/>
    public override string ToString() => $"LinearRecurrence({inputs} → {states} → {outputs})";
}
