using Nabla.Kernels;

namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y = x ⋆ weight + bias. x (N, …, C), weight (O, taps…, C / groups), bias (O), y (N, …, O), sizes as in <paramref name="s"/>.</summary>
    public abstract void Conv(in ConvShape s, Tensor x, Tensor weight, Tensor? bias, Tensor y);

    /// <summary>dx = gradient of ⟨g, x ⋆ weight⟩ by x, plus <paramref name="bias"/> (C) if given: also the transposed convolution of g.</summary>
    public abstract void ConvInputGradient(in ConvShape s, Tensor g, Tensor weight, Tensor? bias, Tensor dx);

    /// <summary>dw = gradient of ⟨g, x ⋆ weight⟩ by the weight.</summary>
    public abstract void ConvWeightGradient(in ConvShape s, Tensor x, Tensor g, Tensor dw);

    /// <summary>y = largest x of each window, positions (int32) = where it stands in the D·H·W plane; the first if equal, NaN wins.</summary>
    public abstract void MaxPool(in PoolShape s, Tensor x, Tensor y, Tensor positions);

    /// <summary>dx = Σ of the g of all windows whose maximum stood there: the derivative of MaxPool.</summary>
    public abstract void MaxPoolSpread(in PoolShape s, Tensor g, Tensor positions, Tensor dx);

    /// <summary>y = x at the positions: the derivative of MaxPoolSpread.</summary>
    public abstract void MaxPoolTake(in PoolShape s, Tensor x, Tensor positions, Tensor y);

    /// <summary>y = mean of each window; <paramref name="countPadding"/>: zeros around the input count as elements.</summary>
    public abstract void AveragePool(in PoolShape s, Tensor x, Tensor y, bool countPadding);

    /// <summary>dx = Σ of g / size over all windows that see the element: the derivative of AveragePool.</summary>
    public abstract void AveragePoolSpread(in PoolShape s, Tensor g, Tensor dx, bool countPadding);
}
