namespace Nabla.Nn;

/// <summary>Bilinear map of two inputs: y_k = x₁ᵀ A_k x₂ + b_k.</summary>
/// <shape>((…, first), (…, second)) → (…, outputs)</shape>
/// <param name="first">Size of the last axis of x₁.</param>
/// <param name="second">Size of the last axis of x₂.</param>
/// <param name="outputs">Size of the last axis of y.</param>
/// <param name="bias">Whether b is added.</param>
public sealed class Bilinear(int first, int second, int outputs, bool bias = true) : Module<(Tensor First, Tensor Second), Tensor>
{
    /// <summary>A: (outputs, first, second), first uniform in ±1/√first.</summary>
    public Parameter Weight { get; } = new([outputs, first, second], Init.Uniform(1 / Math.Sqrt(first)));

    /// <summary>b: (outputs), first uniform in ±1/√first.</summary>
    public Parameter? Bias { get; } = bias ? new([outputs], Init.Uniform(1 / Math.Sqrt(first))) : null;

    /// <inheritdoc/>
    protected override Tensor Forward((Tensor First, Tensor Second) input)
    {
        var (a, b) = input;
        LastAxis.Require(this, a, first);
        LastAxis.Require(this, b, second);
        if (a.Shape.Remove(-1) != b.Shape.Remove(-1))
            throw new ShapeException($"{this}: both inputs must have the same axes but the last, got {a.Shape} and {b.Shape}.");
        var half = a.MatMul(Weight.Value.Permute(1, 0, 2).Reshape(first, outputs * second));         // (…, outputs · second)
        var y = (half.Reshape([.. a.Shape.Remove(-1), outputs, second]) * b.Unsqueeze(-2)).Sum(-1);  // (…, outputs)
        return Bias is null ? y : y + Bias.Value;
    }

    /// <inheritdoc/>
    public override string ToString() => $"Bilinear({first} × {second} → {outputs}{(bias ? "" : ", no bias")})";
}
