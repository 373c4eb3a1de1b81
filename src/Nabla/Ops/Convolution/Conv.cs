using Nabla.Kernels;

namespace Nabla;

/// <summary>Convolution of channels-last data, in the sense of deep learning: cross-correlation.</summary>
public static class ConvOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y[n, q, o] = b[o] + Σ over taps t and channels c of x[n, q · stride − padding + t · dilation, c] · w[o, t, c], with zeros around
        /// the input. One, two or three spatial axes, as many as the weight has. Channels are cut into groups that do not see each other.
        /// </summary>
        /// <param name="weight">The kernels, one for each output channel.</param>
        /// <param name="bias">Added to each output channel.</param>
        /// <param name="stride">Step from one window to the next, ≥ 1; 1 if not given.</param>
        /// <param name="padding">Zeros on both sides of an axis, ≥ 0; 0 if not given.</param>
        /// <param name="dilation">Distance between two taps, ≥ 1; 1 if not given.</param>
        /// <param name="groups">Divides both C and O; C for a depthwise convolution.</param>
        /// <shape>x (N, [[D,] H,] W, C), weight (O, [[KD,] KH,] KW, C / groups), bias (O) → (N, [[OD,] OH,] OW, O)</shape>
        /// <exception cref="ShapeException">
        /// Axes, channels, groups or dtypes that do not fit, or a kernel larger than the input.
        /// </exception>
        public Tensor Conv(
            Tensor weight, Tensor? bias = null, Extent? stride = null, Extent? padding = null, Extent? dilation = null, int groups = 1) =>
            Run(Infer("Conv", x, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, groups), x, weight, bias);
    }

    internal static Tensor Run(ConvPlan plan, Tensor x, Tensor weight, Tensor? bias)
    {
        var y = Tensor.Empty(plan.Y, x.DType, x.Device);
        x.Backend.Conv(plan.Sizes, x, weight, bias, y);
        return Autograd.Record(y, new Back(plan, x, weight), x, weight, bias);
    }

    internal static ConvPlan Infer(
        string op, Tensor x, Tensor weight, Tensor? bias, Extent stride, Extent padding, Extent dilation, int groups)
    {
        ConvPlan.RequireWeight(op, x, weight, groups);
        var (channels, outputs, axes) = (weight.Shape[-1] * groups, weight.Shape[0], x.Rank - 2);
        var name = ConvPlan.Describe(op, channels, outputs, weight.Shape);
        ConvPlan.RequireChannels(name, x, channels);
        ConvPlan.RequireBias(name, bias, outputs, x.DType);
        var kernel = ConvPlan.Spatial(weight.Shape);
        var (step, zeros, gap) = (stride.Over(axes, 1, $"{name}: the stride", 1), padding.Over(axes, 0, $"{name}: the padding", 0),
            dilation.Over(axes, 1, $"{name}: the dilation", 1));
        var output = ConvPlan.Windows(name, x.Shape, kernel, step, zeros, gap);
        var sizes = new ConvShape(x.Shape[0], ConvPlan.Spatial(x.Shape), channels, output, outputs, kernel, step, zeros, gap, groups);
        return new ConvPlan(sizes, x.Shape, weight.Shape, ConvPlan.With(x.Shape, output, outputs));
    }

    sealed class Back(ConvPlan plan, Tensor x, Tensor weight) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.Needs(0)) to[0] = ConvInputGradientOp.Run(plan, g, weight, null);
            if (to.Needs(1)) to[1] = ConvWeightGradientOp.Run(plan, x, g);
            if (to.Needs(2)) to[2] = g.Reshape(-1, g.Shape[-1]).Sum(0);
        }
    }
}
