using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Each(ElementFunction f, Tensor[] inputs, Tensor y)
    {
        if (y.DType == DType.Float32)
            Each<float>(f, inputs, y);
        else
            Each<double>(f, inputs, y);
    }

    void Each<T>(ElementFunction f, Tensor[] inputs, Tensor y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var dense = Array.ConvertAll(inputs, Dense);
        var rows = stackalloc T*[EachRow.MaxInputs];
        for (var i = 0; i < dense.Length; i++)
            rows[i] = Pointer<T>(dense[i]);
        EachRow.Run(f, rows, dense.Length, Pointer<T>(y), y.Length);
        GC.KeepAlive(dense);
        GC.KeepAlive(y);
    }

    public override void Host(HostFunction compute, Tensor[] inputs, Tensor y)
    {
        var result = Tensor.EmptyLasting(y.Shape, DType.Float64);
        var values = new double[y.Length];
        compute(Array.ConvertAll(inputs, x => x.ToDoubles()), values);
        values.CopyTo(result.Span<double>());
        Copy(result, y);
    }
}
