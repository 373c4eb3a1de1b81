namespace Nabla.Nn;

/// <summary>
/// Squeeze and excitation (Hu, Shen, Sun 2018): each channel of an image is multiplied by a factor in (0, 1) that two small layers compute
/// from the means of all channels.
/// </summary>
/// <shape>(N, H, W, channels) → (N, H, W, channels)</shape>
/// <param name="channels">Size of the last axis.</param>
/// <param name="squeezed">Features between the two layers; the paper has channels / 16.</param>
public sealed class SqueezeExcite(int channels, int squeezed) : Module<Tensor, Tensor>
{
    /// <summary>From the means to fewer features.</summary>
    public Conv Fc1 { get; } = Conv.Of2d(channels, squeezed, kernel: 1);

    /// <summary>From these to a score for each channel.</summary>
    public Conv Fc2 { get; } = Conv.Of2d(squeezed, channels, kernel: 1);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (input.Rank != 4 || input.Shape[3] != channels)
            throw new ShapeException($"{this}: the input must be (N, H, W, {channels}), got {input.Shape}.");
        var means = input.Mean([1, 2], keepAxes: true);                                     // (N, 1, 1, channels)
        return input * Fc2.Call(Fc1.Call(means).Relu()).Sigmoid();
    }

    /// <inheritdoc/>
    public override string ToString() => $"SqueezeExcite({channels}, squeezed to {squeezed})";
}
