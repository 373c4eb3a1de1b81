using Nabla.Kernels;

namespace Nabla;

/// <summary>The arithmetic of a kernel call.</summary>
/// <param name="MultiplyAdds">Multiplications that are each followed by an addition; those of element-wise kernels are not counted.</param>
/// <param name="Window">Which positions an output sees, where these are not its own only.</param>
/// <param name="Number">The number that a fill writes, or the probability of dropout.</param>
/// <param name="Kind">How a reduction combines elements.</param>
readonly record struct KernelWork(long MultiplyAdds, WindowShape? Window = null, double Number = 0, ReduceKind? Kind = null)
{
    /// <summary>A convolution, or one of its gradients: all three have the same products.</summary>
    public static KernelWork Of(in ConvShape s, bool enlarges = false) => new(
        (long)s.Batch * s.Output.Volume * s.OutChannels * s.Kernel.Volume * s.GroupInputs, new(s.Kernel, s.Stride, s.Padding, s.Dilation, enlarges));

    /// <summary>A pooling; windows of different sizes are not described.</summary>
    public static KernelWork Of(in PoolShape s)
    {
        if (!s.Adaptive)
            return new(0, new(s.Kernel, s.Stride, s.Padding, s.Dilation, Enlarges: false));
        if (s.Input.D % s.Output.D != 0 || s.Input.H % s.Output.H != 0 || s.Input.W % s.Output.W != 0)
            return default;
        var equal = new Extent3(s.Input.D / s.Output.D, s.Input.H / s.Output.H, s.Input.W / s.Output.W);
        return new(0, new(equal, equal, default, new(1, 1, 1), Enlarges: false));
    }

    /// <summary>
    /// Attention: products of queries with keys, and of the weights with the values; its gradients take five such products. A causal query
    /// sees half of the keys on average.
    /// </summary>
    /// <shape>q (B, T, H, D), v (B, S, H, D)</shape>
    public static KernelWork OfAttention(Tensor q, Tensor v, bool causal, int products = 2) =>
        new(products * q.Length * (causal ? v.Shape[1] + 1 : 2 * v.Shape[1]) / 2);

    /// <summary>A recurrent layer: at each step products of the input and of the state with their weights, and the projection.</summary>
    public static KernelWork OfSteps(RecurrentInputs inputs) => new(
        (long)inputs.X.Shape[0] * inputs.X.Shape[1] * (inputs.WeightIh.Length + inputs.WeightHh.Length + (inputs.Projection?.Length ?? 0)));

    /// <summary>Its gradient by the sums of the gates, which goes back through the state alone.</summary>
    public static KernelWork OfStepsBack(RecurrentInputs inputs) => new((long)inputs.X.Shape[0] * inputs.X.Shape[1] * (inputs.WeightHh.Length + (inputs.Projection?.Length ?? 0)));
}

/// <summary>Windows that slide over depth, height and width.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Step from one window to the next.</param>
/// <param name="Padding">Positions in front of the input.</param>
/// <param name="Dilation">Distance between two taps.</param>
/// <param name="Enlarges">Whether the roles of input and output are exchanged, as in a transposed convolution.</param>
sealed record WindowShape(Extent3 Kernel, Extent3 Stride, Extent3 Padding, Extent3 Dilation, bool Enlarges);
