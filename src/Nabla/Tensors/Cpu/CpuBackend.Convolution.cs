using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Conv(in ConvShape s, Tensor x, Tensor weight, Tensor? bias, Tensor y)
    {
        if (y.DType == DType.Float32)
            Conv<float>(s, x, weight, bias, y);
        else
            Conv<double>(s, x, weight, bias, y);
    }

    static void Conv<T>(in ConvShape s, Tensor x, Tensor weight, Tensor? bias, Tensor y) where T : unmanaged, INumberBase<T>
    {
        using var from = Access<T>.Dense(x);
        using var by = Access<T>.Dense(weight);
        using var plus = Optional<T>(bias);
        using var to = Access<T>.Strided(y);
        Convolution.Forward(s, from.Pointer, by.Pointer, plus.Pointer, to.Pointer);
    }

    public override void ConvInputGradient(in ConvShape s, Tensor g, Tensor weight, Tensor? bias, Tensor dx)
    {
        if (dx.DType == DType.Float32)
            ConvInputGradient<float>(s, g, weight, bias, dx);
        else
            ConvInputGradient<double>(s, g, weight, bias, dx);
    }

    static void ConvInputGradient<T>(in ConvShape s, Tensor g, Tensor weight, Tensor? bias, Tensor dx) where T : unmanaged, INumberBase<T>
    {
        using var from = Access<T>.Dense(g);
        using var by = Access<T>.Dense(weight);
        using var plus = Optional<T>(bias);
        using var to = Access<T>.Strided(dx);
        Convolution.InputGradient(s, from.Pointer, by.Pointer, to.Pointer, plus.Pointer);
    }

    public override void ConvWeightGradient(in ConvShape s, Tensor x, Tensor g, Tensor dw)
    {
        if (dw.DType == DType.Float32)
            ConvWeightGradient<float>(s, x, g, dw);
        else
            ConvWeightGradient<double>(s, x, g, dw);
    }

    static void ConvWeightGradient<T>(in ConvShape s, Tensor x, Tensor g, Tensor dw) where T : unmanaged, INumberBase<T>
    {
        using var from = Access<T>.Dense(x);
        using var by = Access<T>.Dense(g);
        using var to = Access<T>.Strided(dw);
        Convolution.WeightGradient(s, from.Pointer, by.Pointer, to.Pointer);
    }

    public override void FftConv(in ConvShape s, Tensor x, Tensor weight, Tensor y)
    {
        if (y.DType == DType.Float32)
            FftConv<float>(s, x, weight, y);
        else
            FftConv<double>(s, x, weight, y);
    }

    static void FftConv<T>(in ConvShape s, Tensor x, Tensor weight, Tensor y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var from = Access<T>.Dense(x);
        using var by = Access<T>.Dense(weight);
        using var to = Access<T>.Strided(y);
        FftConvolution.Forward(s, from.Pointer, by.Pointer, to.Pointer);
    }

    public override void Fourier(in FourierShape s, Tensor re, Tensor? im, Tensor? y, Tensor? z)
    {
        if (re.DType == DType.Float32)
            Fourier<float>(s, re, im, y, z);
        else
            Fourier<double>(s, re, im, y, z);
    }

    static void Fourier<T>(in FourierShape s, Tensor re, Tensor? im, Tensor? y, Tensor? z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var real = Access<T>.Dense(re);
        using var imaginary = im is null ? default : Access<T>.Dense(im);
        using var toReal = y is null ? default : Access<T>.Strided(y);
        using var toImaginary = z is null ? default : Access<T>.Strided(z);
        FourierTransform.Run(s, real.Pointer, imaginary.Pointer, toReal.Pointer, toImaginary.Pointer);
    }
}
