using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Attention(Tensor q, Tensor k, Tensor v, AttentionForm form, Tensor y, Tensor logSums)
    {
        if (y.DType == DType.Float32)
            Kernels.Attention.Forward(WorkOf<float>(q, k, v, form, y, logSums));
        else
            Kernels.Attention.Forward(WorkOf<double>(q, k, v, form, y, logSums));
        KeepAlive(q, k, v, y, logSums);
    }

    public override void AttentionGradient(
        Tensor q, Tensor k, Tensor v, AttentionForm form, Tensor y, Tensor logSums, Tensor g, Tensor dq, Tensor dk, Tensor dv)
    {
        if (y.DType == DType.Float32)
            Kernels.Attention.Gradient(With(WorkOf<float>(q, k, v, form, y, logSums), g, dq, dk, dv));
        else
            Kernels.Attention.Gradient(With(WorkOf<double>(q, k, v, form, y, logSums), g, dq, dk, dv));
        KeepAlive(q, k, v, y, logSums);
        KeepAlive(g, dq, dk, dv);
    }

    public override void Rotate(Tensor x, Tensor cosines, Tensor sines, bool halves, bool transposed, Tensor y)
    {
        if (y.DType == DType.Float32)
            Rotate<float>(x, cosines, sines, halves, transposed, y);
        else
            Rotate<double>(x, cosines, sines, halves, transposed, y);
    }

    static void Rotate<T>(Tensor x, Tensor cosines, Tensor sines, bool halves, bool transposed, Tensor y) where T : unmanaged, INumber<T>
    {
        using var from = Access<T>.Dense(x);
        using var c = Access<T>.Dense(cosines);
        using var s = Access<T>.Dense(sines);
        int width = x.Shape[-1], size = cosines.Shape[1];
        PairRotation.Run(from.Pointer, c.Pointer, s.Pointer, First<T>(y), x.Length / Math.Max(1, width), cosines.Shape[0], width / size, size, halves, transposed);
        KeepAlive(x, y);
    }

    static AttentionWork<T> WorkOf<T>(Tensor q, Tensor k, Tensor v, AttentionForm form, Tensor y, Tensor logSums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Samples = q.Shape[0], Heads = q.Shape[2], Queries = q.Shape[1], Keys = k.Shape[1], Size = q.Shape[3],
            Sharing = q.Shape[2] / k.Shape[2], Causal = form.Causal, First = form.First, Scale = T.CreateTruncating(form.Scale),
            Q = HeadsOf<T>(q), K = HeadsOf<T>(k), V = HeadsOf<T>(v), Y = HeadsOf<T>(y), LogSums = First<T>(logSums),
        };

    static AttentionWork<T> With<T>(AttentionWork<T> x, Tensor g, Tensor dq, Tensor dk, Tensor dv) where T : unmanaged
    {
        (x.G, x.DQ, x.DK, x.DV) = (HeadsOf<T>(g), HeadsOf<T>(dq), HeadsOf<T>(dk), HeadsOf<T>(dv));
        return x;
    }

    static HeadRows<T> HeadsOf<T>(Tensor x) where T : unmanaged =>
        new(First<T>(x), (nint)x.Layout.Stride(0), (nint)x.Layout.Stride(1), (nint)x.Layout.Stride(2));
}
