using Nabla.Kernels;

namespace Nabla;

public abstract partial class Backend
{
    /// <summary>
    /// y = what the kernel makes of each of <paramref name="batch"/> matrices of a and b; <paramref name="refuse"/> is called with the
    /// first for which there is no result, and throws.
    /// </summary>
    public abstract void Matrices<TKernel>(TKernel kernel, int batch, Tensor a, Tensor? b, Tensor y, Action<int, MatrixFault> refuse)
        where TKernel : struct, IMatrixKernel;
}
