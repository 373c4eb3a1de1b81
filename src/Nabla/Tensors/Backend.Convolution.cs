using Nabla.Kernels;

namespace Nabla;

public abstract partial class Backend
{
    /// <summary>
    /// y = x ⋆ weight + bias. x (N, …, C), weight (O, taps…, C / groups), bias (O), y (N, …, O), sizes as in <paramref name="s"/>.
    /// </summary>
    public abstract void Conv(in ConvShape s, Tensor x, Tensor weight, Tensor? bias, Tensor y);

    /// <summary>
    /// dx = gradient of ⟨g, x ⋆ weight⟩ by x, plus <paramref name="bias"/> (C) if given: also the transposed convolution of g.
    /// </summary>
    public abstract void ConvInputGradient(in ConvShape s, Tensor g, Tensor weight, Tensor? bias, Tensor dx);

    /// <summary>dw = gradient of ⟨g, x ⋆ weight⟩ by the weight.</summary>
    public abstract void ConvWeightGradient(in ConvShape s, Tensor x, Tensor g, Tensor dw);

    /// <summary>y = x ⋆ weight with stride and dilation 1 by Fourier transforms; the padding may be negative.</summary>
    public abstract void FftConv(in ConvShape s, Tensor x, Tensor weight, Tensor y);

    /// <summary>y + i z = the Fourier transform of re + i im; no im means 0, no y or z that it is not wanted.</summary>
    public abstract void Fourier(in FourierShape s, Tensor re, Tensor? im, Tensor? y, Tensor? z);

    /// <summary>
    /// y = largest x of each window, positions (int32) = where it stands in the D·H·W plane; the first if equal, NaN wins.
    /// </summary>
    public abstract void MaxPool(in PoolShape s, Tensor x, Tensor y, Tensor positions);

    /// <summary>dx = Σ of the g of all windows whose maximum stood there: the derivative of MaxPool.</summary>
    public abstract void MaxPoolSpread(in PoolShape s, Tensor g, Tensor positions, Tensor dx);

    /// <summary>y = x at the positions: the derivative of MaxPoolSpread.</summary>
    public abstract void MaxPoolTake(in PoolShape s, Tensor x, Tensor positions, Tensor y);

    /// <summary>
    /// y = 0, then y[position] = x, or += x with <paramref name="add"/>; positions (int32) in the D·H·W plane have x's shape.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A position outside the plane.</exception>
    public abstract void Unpool(in PoolShape s, Tensor x, Tensor positions, Tensor y, bool add);

    /// <summary>
    /// y = largest x of windows at places that follow from the samples (N, C, axes), positions (int32) = where it stands.
    /// </summary>
    public abstract void FractionalMaxPool(in PoolShape s, Tensor x, Tensor samples, Tensor y, Tensor positions);

    /// <summary>y = an element of each window chosen by its sample with probability x / Σ x, positions (int32) = where it stands.</summary>
    public abstract void StochasticPool(in PoolShape s, Tensor x, Tensor samples, Tensor y, Tensor positions);

    /// <summary>y (N, windows, taps · C) = the windows of x one after the other, with zeros around it.</summary>
    public abstract void Im2Col(in PoolShape s, Tensor x, Tensor y);

    /// <summary>x = sum of the windows y (N, windows, taps · C) at their places: the derivative of Im2Col.</summary>
    public abstract void Col2Im(in PoolShape s, Tensor y, Tensor x);

    /// <summary>y = sum of each window / <paramref name="divisor"/>.</summary>
    public abstract void AveragePool(in PoolShape s, Tensor x, Tensor y, Divisor divisor);

    /// <summary>dx = Σ of g / size over all windows that see the element: the derivative of AveragePool.</summary>
    public abstract void AveragePoolSpread(in PoolShape s, Tensor g, Tensor dx, Divisor divisor);
}
