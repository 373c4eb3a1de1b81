namespace Nabla.Nn;

/// <summary>
/// Highway layer (Srivastava, Greff, Schmidhuber 2015): y = t ⊙ h + (1 − t) ⊙ x with h = f(W_h x + b_h) and the gate t = σ(W_t x + b_t),
/// which is nearly closed at first, so that a deep stack begins as the identity.
/// </summary>
/// <shape>(…, features) → (…, features)</shape>
/// <param name="features">Size of the last axis.</param>
/// <param name="activation">f; ReLU if not given.</param>
/// <param name="gateBias">First value of b_t; the lower, the more is carried.</param>
public sealed class Highway(int features, Module<Tensor, Tensor>? activation = null, double gateBias = -2) : Module<Tensor, Tensor>
{
    /// <summary>W_h and b_h.</summary>
    public Linear Transform { get; } = new(features, features);

    /// <summary>W_t and b_t.</summary>
    public Linear Gate { get; } = NearlyClosed(features, gateBias);

    /// <summary>f.</summary>
    public Module<Tensor, Tensor> Activation { get; } = activation ?? new Relu();

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var t = Gate.Call(input).Sigmoid();
        return input + t * (Activation.Call(Transform.Call(input)) - input);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Highway({features})";

    static Linear NearlyClosed(int features, double bias)
    {
        var gate = new Linear(features, features);
        gate.Bias!.Init = Init.Constant(bias);
        return gate;
    }
}
