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
        var at = stackalloc double*[inputs.Length];
        var lengths = stackalloc int[inputs.Length];
        nint total = checked((int)y.Length);
        for (var i = 0; i < inputs.Length; i++)
            total += lengths[i] = checked((int)inputs[i].Length);
        using var memory = new Scratch<double>(total);
        var free = memory.Pointer;
        for (var i = 0; i < inputs.Length; i++, free += lengths[i - 1])
            Widen(inputs[i], at[i] = free, lengths[i]);
        var result = new Span<double>(free, (int)y.Length);
        result.Clear();
        compute(new HostInputs(at, new(lengths, inputs.Length)), result);
        Narrow(result, y);
    }

    // What training runs in each step allocates nothing; other dtypes go through a tensor.
    static void Widen(Tensor from, double* to, int length)
    {
        if (from.DType == DType.Float32)
        {
            using var x = Access<float>.Dense(from);
            for (var i = 0; i < length; i++)
                to[i] = x.Pointer[i];
        }
        else if (from.DType == DType.Float64)
        {
            using var x = Access<double>.Dense(from);
            new ReadOnlySpan<double>(x.Pointer, length).CopyTo(new(to, length));
        }
        else
            from.ToDoubles().CopyTo(new Span<double>(to, length));
    }

    void Narrow(ReadOnlySpan<double> from, Tensor to)
    {
        if (to.DType == DType.Float32)
            for (var i = 0; i < from.Length; i++)
                Pointer<float>(to)[i] = (float)from[i];
        else if (to.DType == DType.Float64)
            from.CopyTo(new(Pointer<double>(to), from.Length));
        else
        {
            var values = Tensor.EmptyLasting(to.Shape, DType.Float64);
            from.CopyTo(values.Span<double>());
            Copy(values, to);
        }

        GC.KeepAlive(to);
    }
}
