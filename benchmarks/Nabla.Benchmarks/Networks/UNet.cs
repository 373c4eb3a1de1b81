using Nabla.Nn;

namespace Nabla.Benchmarks.Networks;

/// <summary>U-Net (Ronneberger, Fischer, Brox 2015) as the peer builds it: four levels, transposed convolutions, two classes.</summary>
sealed class UNet(params int[] widths) : Module<Tensor, Tensor>
{
    public Module<Tensor, Tensor>[] Down { get; } = [.. widths.Select((w, i) => Double(i == 0 ? 1 : widths[i - 1], w))];

    public ConvTranspose[] Widen { get; } = [.. widths.Reverse().Skip(1).Select(w => ConvTranspose.Of2d(2 * w, w, 2, 2))];

    public Module<Tensor, Tensor>[] Up { get; } = [.. widths.Reverse().Skip(1).Select(w => Double(2 * w, w))];

    public Conv Classify { get; } = Conv.Of2d(widths[0], 2, 1);

    protected override Tensor Forward(Tensor input)
    {
        var kept = new Stack<Tensor>();
        var x = input;
        for (var level = 0; level < Down.Length; level++)
        {
            x = Down[level].Call(x);
            if (level == Down.Length - 1)
                break;
            kept.Push(x);
            x = x.MaxPool(2);
        }

        for (var level = 0; level < Up.Length; level++)
            x = Up[level].Call(Tensor.Concat([Widen[level].Call(x), kept.Pop()]));
        return Classify.Call(x);
    }

    static Sequential Double(int inputs, int outputs) => new(
        Conv.Of2d(inputs, outputs, 3, padding: 1), new BatchNorm(outputs), new Relu(),
        Conv.Of2d(outputs, outputs, 3, padding: 1), new BatchNorm(outputs), new Relu());
}
