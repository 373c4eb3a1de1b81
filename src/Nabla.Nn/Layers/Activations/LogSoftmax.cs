namespace Nabla.Nn;

/// <summary>Logarithms of probabilities from scores: y = x − ln Σ eˣ along the last axis.</summary>
/// <shape>(…, C) → (…, C)</shape>
public sealed class LogSoftmax : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.LogSoftmax();

    /// <inheritdoc/>
    public override string ToString() => "LogSoftmax()";
}
