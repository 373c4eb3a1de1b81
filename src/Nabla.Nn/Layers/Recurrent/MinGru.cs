namespace Nabla.Nn;

/// <summary>
/// Minimal gated recurrent unit (Feng et al. 2024): z = σ(W x + b), h = (1 − z) h + z (V x + d). Gates do not see h, so that all of them
/// are found at once and the rest is a linear recurrence.
/// </summary>
/// <shape>(N, T, inputs) → (N, T, hidden)</shape>
/// <param name="inputs">Numbers of a step of the input.</param>
/// <param name="hidden">Units.</param>
public sealed class MinGru(int inputs, int hidden) : Module<Tensor, Tensor>
{
    /// <summary>W and b.</summary>
    public Linear Gate { get; } = new(inputs, hidden);

    /// <summary>V and d.</summary>
    public Linear Candidate { get; } = new(inputs, hidden);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => CallWithState(input).Output;

    /// <summary>Goes on from a state, and gives that after the last step.</summary>
    /// <shape>input (N, T, inputs), hidden (N, hidden) → (N, T, hidden), (N, hidden)</shape>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public (Tensor Output, Tensor Hidden) CallWithState(Tensor input, Tensor? hidden = null)
    {
        var z = Gate.Call(input).Sigmoid();
        var y = LinearSteps.Run(this, 1 - z, z * Candidate.Call(input), hidden);
        return (y, RecurrentStack.Last(y, null));
    }

    /// <inheritdoc/>
    public override string ToString() => $"MinGru({Gate.Weight.Shape[1]} → {Gate.Weight.Shape[0]})";
}
