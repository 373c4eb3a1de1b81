using Nabla.Kernels;

namespace Nabla;

/// <summary>A linear map along each spatial axis: what resizing and padding are made of.</summary>
static class ResampleOp
{
    /// <summary>y = the maps applied to the spatial axes of (N, [[D,] H,] W, C), outermost first.</summary>
    public static Tensor Run(Tensor x, ReadOnlySpan<AxisTaps> axes)
    {
        var one = AxisTaps.Same(1);
        return Run(x, axes.Length > 2 ? axes[^3] : one, axes.Length > 1 ? axes[^2] : one, axes[^1]);
    }

    /// <summary>y = the map applied to one axis of a tensor of any rank.</summary>
    public static Tensor Along(Tensor x, int axis, AxisTaps taps)
    {
        int[] sizes = x.Shape.ToArray();
        int Product(Range part) => sizes[part].Aggregate(1, (product, size) => checked(product * size));
        var y = Run(x.Reshape(Product(..axis), sizes[axis], Product((axis + 1)..)), [taps]);
        return y.Reshape(x.Shape.With(axis, taps.Outputs).ToArray());
    }

    static Tensor Run(Tensor x, AxisTaps d, AxisTaps h, AxisTaps w)
    {
        var y = Tensor.Empty(ConvPlan.With(x.Shape, new(d.Outputs, h.Outputs, w.Outputs), x.Shape[-1]), x.DType, x.Device);
        x.Backend.Resample(d, h, w, x, y);
        return Autograd.Record(y, new Back(d, h, w), x);
    }

    // The map is linear, so its derivative is its transpose.
    sealed class Back(AxisTaps d, AxisTaps h, AxisTaps w) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Run(g, d.Transposed, h.Transposed, w.Transposed);
    }
}
