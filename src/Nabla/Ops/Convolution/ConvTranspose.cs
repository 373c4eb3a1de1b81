using Nabla.Kernels;

namespace Nabla;

/// <summary>Transposed convolution of channels-last data: the gradient of a convolution, run forward to enlarge.</summary>
public static class ConvTransposeOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = b + the gradient by its input of the convolution that leads from y to x: each element of x adds its kernel, scaled, to y.
        /// Along each axis y has (size − 1) · stride − 2 padding + dilation (kernel − 1) + outputPadding + 1 elements.
        /// </summary>
        /// <param name="weight">The weight of that convolution: first axis the channels of x, last those of y.</param>
        /// <param name="bias">Added to each output channel.</param>
        /// <param name="stride">Step between the kernels' places in y, ≥ 1; 1 if not given.</param>
        /// <param name="padding">Elements cut from both sides of y, ≥ 0; 0 if not given.</param>
        /// <param name="outputPadding">Elements added at the end of y, below the stride or the dilation; 0 if not given.</param>
        /// <param name="dilation">Distance between two taps, ≥ 1; 1 if not given.</param>
        /// <param name="groups">Divides both C and O.</param>
        /// <shape>x (N, [[D,] H,] W, C), weight (C, [[KD,] KH,] KW, O / groups), bias (O) → (N, [[OD,] OH,] OW, O)</shape>
        /// <exception cref="ShapeException">Axes, channels, groups or dtypes that do not fit.</exception>
        public Tensor ConvTranspose(
            Tensor weight, Tensor? bias = null, Extent? stride = null, Extent? padding = null, Extent? outputPadding = null,
            Extent? dilation = null, int groups = 1)
        {
            var plan = Infer(x, weight, bias, stride ?? 1, padding ?? 0, outputPadding ?? 0, dilation ?? 1, groups);
            return ConvInputGradientOp.Run(plan, x, weight, bias);
        }
    }

    static ConvPlan Infer(
        Tensor x, Tensor weight, Tensor? bias, Extent stride, Extent padding, Extent outputPadding, Extent dilation, int groups)
    {
        ConvPlan.RequireWeight("ConvTranspose", x, weight, groups);
        var (channels, outputs, axes) = (weight.Shape[0], weight.Shape[-1] * groups, x.Rank - 2);
        var name = ConvPlan.Describe("ConvTranspose", channels, outputs, weight.Shape);
        ConvPlan.RequireChannels(name, x, channels);
        ConvPlan.RequireBias(name, bias, outputs, x.DType);
        var (kernel, size) = (ConvPlan.Spatial(weight.Shape), ConvPlan.Spatial(x.Shape));
        var (step, cut, gap) = (stride.Over(axes, 1, $"{name}: the stride", 1), padding.Over(axes, 0, $"{name}: the padding", 0),
            dilation.Over(axes, 1, $"{name}: the dilation", 1));
        var more = outputPadding.Over(axes, 0, $"{name}: the output padding", 0);
        var enlarged = new Extent3(
            Enlarge(name, size.D, kernel.D, step.D, cut.D, more.D, gap.D),
            Enlarge(name, size.H, kernel.H, step.H, cut.H, more.H, gap.H),
            Enlarge(name, size.W, kernel.W, step.W, cut.W, more.W, gap.W));
        var sizes = new ConvShape(x.Shape[0], enlarged, outputs, size, channels, kernel, step, cut, gap, groups);
        return new ConvPlan(sizes, ConvPlan.With(x.Shape, enlarged, outputs), weight.Shape, x.Shape);
    }

    static int Enlarge(string name, int size, int kernel, int stride, int padding, int more, int dilation)
    {
        if (more > 0 && more >= Math.Max(stride, dilation))
            throw new ShapeException(
                $"{name}: the output padding must be below the stride {stride} or the dilation {dilation}, got {more}.");
        var enlarged = (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + more + 1;
        return enlarged >= 1 ? enlarged : throw new ShapeException($"{name}: nothing is left of the output with padding {padding}, got {enlarged}.");
    }
}
