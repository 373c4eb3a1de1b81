using System.Numerics;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>
/// Convolution of channels-last data in the sense of deep learning (cross-correlation), its two gradients, for float and double:
/// y[n, q, o] = bias[o] + Σ over taps t and channels c of x[n, q · stride − padding + t · dilation, c] · w[o, t, c].
/// </summary>
/// <remarks>
/// All of it is one inner loop (<see cref="Tile{T,R,TRead}"/>) on pointers to pixels, so neither stride, dilation nor sizes cost anything;
/// zeros around the image are written once into a small copy that stays in cache. Results have the same bits for any number of threads.
/// In float, 3×3 sums with stride 1 that are large enough go through <see cref="Winograd{R}"/>, with up to twice the rounding error.
/// </remarks>
static unsafe class Convolution
{
    /// <summary>Writes y (N, OD, OH, OW, O) from x (N, D, H, W, C), w (O, KD, KH, KW, C / groups) and bias (O), which may be null.</summary>
    public static void Forward<T>(in ConvShape s, T* x, T* w, T* bias, T* y) where T : unmanaged, INumberBase<T>
    {
        var shape = s.Folded();
        Sum(shape, Stencil.Forward(shape), false, x, w, bias, y);
    }

    /// <summary>
    /// Writes dx (N, D, H, W, C), the gradient of x for the gradient g (N, OD, OH, OW, O) of y. It is also the transposed convolution of g,
    /// to which <paramref name="bias"/> (C, or null) is added.
    /// </summary>
    public static void InputGradient<T>(in ConvShape s, T* g, T* w, T* dx, T* bias = null) where T : unmanaged, INumberBase<T>
    {
        var shape = s.Folded();
        for (var d = 0; d < Math.Min(shape.Stride.D, shape.Input.D); d++)
            for (var h = 0; h < Math.Min(shape.Stride.H, shape.Input.H); h++)
                for (var v = 0; v < Math.Min(shape.Stride.W, shape.Input.W); v++)
                    Sum(shape, Stencil.Backward(shape, new(d, h, v)), true, g, w, bias, dx);
    }

    /// <summary>Writes dw (O, KD, KH, KW, C / groups), the gradient of the weights for the gradient g of y.</summary>
    public static void WeightGradient<T>(in ConvShape s, T* x, T* g, T* dw) where T : unmanaged, INumberBase<T>
    {
        var shape = s.Folded();
        if (Vector512.IsHardwareAccelerated)
            WeightGradient<T, Wide<T>>(shape, x, g, dw);
        else
            WeightGradient<T, Plain<T>>(shape, x, g, dw);
    }

    static void Sum<T>(in ConvShape shape, in Stencil stencil, bool backward, T* source, T* w, T* bias, T* target)
        where T : unmanaged
    {
        if (stencil.Pixels == 0)
            return;
        if (Vector512.IsHardwareAccelerated)
            Sum<T, Wide<T>>(shape, stencil, backward, source, w, bias, target);
        else
            Sum<T, Plain<T>>(shape, stencil, backward, source, w, bias, target);
    }

    static void Sum<T, R>(in ConvShape shape, in Stencil stencil, bool backward, T* source, T* w, T* bias, T* target)
        where T : unmanaged where R : struct, IRegister<R, T>
    {
        if (typeof(R) == typeof(Wide<float>) && Winograd<Wide<float>>.Wins(shape, stencil, backward))
            Winograd<Wide<float>>.Run(shape, stencil, backward, (float*)source, (float*)w, (float*)bias, (float*)target);
        else if (typeof(R) == typeof(Plain<float>) && Vector.IsHardwareAccelerated && Winograd<Plain<float>>.Wins(shape, stencil, backward))
            Winograd<Plain<float>>.Run(shape, stencil, backward, (float*)source, (float*)w, (float*)bias, (float*)target);
        else if (shape.IsDepthwise)
            Sweep<T, R, Apart>.Run(shape, stencil, backward, source, w, bias, target);
        else
            Sweep<T, R, Mixed>.Run(shape, stencil, backward, source, w, bias, target);
    }

    static void WeightGradient<T, R>(in ConvShape shape, T* x, T* g, T* dw) where T : unmanaged where R : struct, IRegister<R, T>
    {
        if (typeof(R) == typeof(Wide<float>) && WinogradWeightSums<Wide<float>>.Wins(shape))
            WinogradWeightSums<Wide<float>>.Run(shape, (float*)x, (float*)g, (float*)dw);
        else if (typeof(R) == typeof(Plain<float>) && Vector.IsHardwareAccelerated && WinogradWeightSums<Plain<float>>.Wins(shape))
            WinogradWeightSums<Plain<float>>.Run(shape, (float*)x, (float*)g, (float*)dw);
        else if (shape.IsDepthwise)
            WeightSums<T, R, Apart>.Run(shape, x, g, dw);
        else
            WeightSums<T, R, Mixed>.Run(shape, x, g, dw);
    }
}
