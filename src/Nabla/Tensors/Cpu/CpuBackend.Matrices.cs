using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Matrices<TKernel>(TKernel kernel, int batch, Tensor a, Tensor? b, Tensor y, Action<int, MatrixFault> refuse)
    {
        if (y.DType == DType.Float32)
            Matrices<TKernel, float>(kernel, batch, a, b, y, refuse);
        else
            Matrices<TKernel, double>(kernel, batch, a, b, y, refuse);
    }

    static void Matrices<TKernel, T>(TKernel kernel, int batch, Tensor a, Tensor? b, Tensor y, Action<int, MatrixFault> refuse)
        where TKernel : struct, IMatrixKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var first = Access<T>.Dense(a);
        using var second = b is null ? default : Access<T>.Dense(b);
        using var to = Access<T>.Strided(y);
        if (MatrixBatch.Run(kernel, batch, first.Pointer, second.Pointer, to.Pointer, out var fault) is >= 0 and var matrix)
            refuse(matrix, fault);
    }
}
