namespace Nabla.Nn;

/// <summary>y = x + inner(x): what the inner part computes is added to its input (He et al. 2016).</summary>
/// <shape>(…) → (…)</shape>
/// <param name="inner">Keeps the shape.</param>
public sealed class Residual(Module<Tensor, Tensor> inner) : Module<Tensor, Tensor>
{
    /// <summary>What is added to the input.</summary>
    public Module<Tensor, Tensor> Inner { get; } = inner;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input + Inner.Call(input);

    /// <inheritdoc/>
    public override string ToString() => $"Residual({Inner})";
}
