using Nabla.Nn;

namespace Nabla.Vision.Detection;

/// <summary>
/// The last layer of a one-stage detector (Redmon, Farhadi 2017): for each cell of the grid and each anchor four numbers of a box, one for
/// "there is an object", and a score for each class. A 1×1 convolution.
/// </summary>
/// <shape>(N, H, W, inputs) → (N, H, W, anchors, 5 + classes)</shape>
/// <param name="inputs">Features of a cell.</param>
/// <param name="anchors">Boxes a cell predicts.</param>
/// <param name="classes">Number of classes.</param>
public sealed class YoloHead(int inputs, int anchors, int classes) : Module<Tensor, Tensor>
{
    /// <summary>Numbers predicted for each cell: anchors · (5 + classes).</summary>
    public int PredictionsPerCell => anchors * (5 + classes);

    /// <summary>One number of the output from all features of a cell.</summary>
    public Conv Conv { get; } = Conv.Of2d(inputs, anchors * (5 + classes), kernel: 1);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var y = Conv.Call(input);                                                               // (N, H, W, anchors · (5 + classes))
        return y.Reshape(y.Shape[0], y.Shape[1], y.Shape[2], anchors, 5 + classes);
    }

    /// <inheritdoc/>
    public override string ToString() => $"YoloHead({inputs} → {anchors} anchors × (5 + {classes} classes))";
}
