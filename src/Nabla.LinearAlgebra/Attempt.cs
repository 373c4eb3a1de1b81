using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>Results of matrices that may have none: NaN there, with the gradient 0, and a number that says where it failed.</summary>
static class Attempt
{
    /// <summary>
    /// One result for each matrix, 0 if there is none, and 0 or the number of the first pivot that failed, from 1 on, as int64.
    /// </summary>
    public static (Tensor Result, Tensor Info) Run<TKernel>(string who, TKernel kernel, Tensor a, Tensor? b, Shape each) where TKernel : struct, IMatrixKernel
    {
        var packed = Batch.Run(who, new LenientKernel<TKernel>(kernel, a.Shape[-1]), a.Detach(), b?.Detach(), [(int)each.Length + 1]);
        var parts = Matrices.Split(packed, each, Shape.Scalar);
        return (parts[0], parts[1].To(DType.Int64));
    }

    /// <summary>Which matrices have a result, to be broadcast over their elements.</summary>
    public static Tensor Succeeded(Tensor info) => info.EqualTo(0).Unsqueeze(-1).Unsqueeze(-1);

    /// <summary>The identity where there is no result: its derivatives are finite, and nothing asks for them.</summary>
    public static Tensor OrIdentity(Tensor info, Tensor a) => Succeeded(info).Where(a, Tensor.Identity(a.Shape[-1], a.DType, a.Device));

    /// <summary>NaN where there is no result.</summary>
    public static Tensor OrNaN(Tensor info, Tensor y) => Succeeded(info).Where(y, Tensor.Scalar(double.NaN, y.DType, y.Device));

    /// <summary>0, or the number of the first element of the last axis that is true, from 1 on.</summary>
    public static Tensor First(Tensor flags) => flags.Any([-1]).Where(flags.To(DType.Int64).ArgMax(-1) + 1, Tensor.Scalar(0, DType.Int64));
}
