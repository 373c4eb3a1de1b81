using Nabla.Nn;

namespace Nabla.Benchmarks.Networks;

/// <summary>Variational autoencoder (Kingma, Welling 2014) with one hidden layer on each side, and its loss.</summary>
sealed class Vae : Module<Tensor, Tensor>
{
    public Linear Encode { get; } = new(784, 400);

    public Linear Mean { get; } = new(400, 20);

    public Linear LogVariance { get; } = new(400, 20);

    public Sequential Decode { get; } = new(new Linear(20, 400), new Relu(), new Linear(400, 784));

    /// <summary>The loss of a batch: reconstruction and Kullback-Leibler divergence, a sum over pixels, a mean over images.</summary>
    protected override Tensor Forward(Tensor input)
    {
        var hidden = Encode.Call(input).Relu();
        Tensor mean = Mean.Call(hidden), logVariance = LogVariance.Call(hidden);
        var z = mean + (logVariance * 0.5).Exp() * Random().Normal(mean.Shape).To(mean.DType);
        var reconstruction = Decode.Call(z).BinaryCrossEntropyWithLogits(input, Reduction.Sum);
        var divergence = (logVariance + 1 - mean.Square() - logVariance.Exp()).Sum() * -0.5;
        return (reconstruction + divergence) / input.Shape[0];
    }
}
