using System.Numerics;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void MatMul(Tensor a, Tensor b, Tensor y, Tensor? bias = null) => throw NoKernel("MatMul", a.DType);
}
