namespace Nabla.Nn;

/// <summary>Logarithm of the logistic function y = ln σ(x).</summary>
/// <shape>(…) → (…)</shape>
public sealed class LogSigmoid : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.LogSigmoid();

    /// <inheritdoc/>
    public override string ToString() => "LogSigmoid()";
}
