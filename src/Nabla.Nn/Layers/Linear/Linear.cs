namespace Nabla.Nn;

/// <summary>Affine map y = x Wᵀ + b on the last axis: a fully connected layer.</summary>
/// <shape>(…, inputs) → (…, outputs)</shape>
/// <param name="inputs">Size of the last axis of the input.</param>
/// <param name="outputs">Size of the last axis of the output.</param>
/// <param name="bias">Whether b is added.</param>
public sealed class Linear(int inputs, int outputs, bool bias = true) : Module<Tensor, Tensor>
{
    /// <summary>W: (outputs, inputs), first uniform in ±1/√inputs.</summary>
    public Parameter Weight { get; } = new([outputs, inputs], Init.KaimingUniform());

    /// <summary>b: (outputs), first uniform in ±1/√inputs.</summary>
    public Parameter? Bias { get; } = bias ? new([outputs], Init.Uniform(1 / Math.Sqrt(inputs))) : null;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Linear(Weight, Parameter.Optional(Bias));

    /// <inheritdoc/>
    public override string ToString() => $"Linear({inputs} → {outputs}{(bias ? "" : ", no bias")})";
}
