using System.Numerics;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void MatMul(Tensor a, Tensor b, Tensor y, Tensor? bias = null)
    {
        switch (y.DType)
        {
            case DType.Float32: MatMul<float>(a, b, y, bias); break;
            case DType.Float64: MatMul<double>(a, b, y, bias); break;
            case DType.Int32: MatMul<int>(a, b, y, bias); break;
            case DType.Int64: MatMul<long>(a, b, y, bias); break;
            default: throw NoKernel("MatMul", y.DType);
        }
    }

    static void MatMul<T>(Tensor a, Tensor b, Tensor y, Tensor? bias) where T : unmanaged, INumber<T>
    {
        int n = y.Shape[-2], m = y.Shape[-1], k = a.Shape[-1];
        var lead = y.Shape.Remove(-1).Remove(-1);
        var batch = checked((int)lead.Length);
        var offsetsA = Offsets(a, lead, batch);
        var offsetsB = Offsets(b, lead, batch);
        using var from = Access<T>.Strided(a);
        using var by = Access<T>.Strided(b);
        using var to = Access<T>.Strided(y);
        for (var i = 0; i < batch; i++)
            for (var r = 0; r < n; r++)
                for (var c = 0; c < m; c++)
                {
                    var sum = bias is null ? T.Zero : bias.Span<T>()[c];
                    for (var j = 0; j < k; j++)
                        sum += from.Pointer[offsetsA[i] + r * a.Layout.Stride(-2) + j * a.Layout.Stride(-1)]
                            * by.Pointer[offsetsB[i] + j * b.Layout.Stride(-2) + c * b.Layout.Stride(-1)];
                    to.Pointer[((long)i * n + r) * m + c] = sum;
                }
    }

    // Where each matrix of a batch begins, relative to the first; leading axes broadcast.
    static nint[] Offsets(Tensor tensor, Shape lead, int batch)
    {
        var offsets = new nint[batch];
        for (var i = 0; i < batch; i++)
        {
            var rest = i;
            for (var back = 1; back <= lead.Rank; back++)
            {
                var index = rest % lead[-back];
                rest /= lead[-back];
                if (back + 2 <= tensor.Rank && tensor.Shape[-back - 2] != 1)
                    offsets[i] += (nint)(index * tensor.Layout.Stride(-back - 2));
            }
        }

        return offsets;
    }
}
