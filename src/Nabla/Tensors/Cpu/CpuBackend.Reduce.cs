using System.Numerics;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Reduce(ReduceKind kind, Tensor x, Tensor y, uint axes)
    {
        switch (x.DType)
        {
            case DType.Float32: Reduce<float>(kind, x, y, axes); break;
            case DType.Float64: Reduce<double>(kind, x, y, axes); break;
            case DType.Int32: Reduce<int>(kind, x, y, axes); break;
            case DType.Int64: Reduce<long>(kind, x, y, axes); break;
            default: throw NoKernel($"Reduce{kind}", x.DType);
        }
    }

    // Kernels see (outer, middle, inner) and reduce the middle; axes that do not lie together are first moved to the end.
    static void Reduce<T>(ReduceKind kind, Tensor x, Tensor y, uint axes) where T : unmanaged, INumber<T>
    {
        if (!Adjacent(axes, x.Shape, out var outer, out var middle, out var inner))
        {
            x = x.View(x.Layout.Permute(ReducedLast(x.Rank, axes)));
            (outer, middle, inner) = ((int)y.Length, (int)(x.Length / Math.Max(1, y.Length)), 1);
        }

        using var from = Access<T>.Dense(x);
        using var to = Access<T>.Strided(y);
        Reduce(kind, from.Pointer, to.Pointer, outer, middle, inner);
    }

    static void Reduce<T>(ReduceKind kind, T* x, T* y, int outer, int middle, int inner) where T : unmanaged, INumber<T>
    {
        for (var o = 0; o < outer; o++)
            for (var i = 0; i < inner; i++)
            {
                var sum = T.Zero;
                for (var m = 0; m < middle; m++)
                    sum += x[((long)o * middle + m) * inner + i];
                y[o * inner + i] = sum;
            }
    }

    static bool Adjacent(uint axes, Shape shape, out int outer, out int middle, out int inner)
    {
        (outer, middle, inner) = (1, 1, 1);
        var stage = 0;      // 0 before, 1 inside, 2 behind the reduced axes
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var size = shape[axis];
            if (size == 1)
                continue;
            var reduced = (axes >> axis & 1) != 0;
            if (reduced && stage == 2)
                return false;
            stage = reduced ? 1 : stage == 0 ? 0 : 2;
            if (stage == 0) outer *= size;
            else if (stage == 1) middle *= size;
            else inner *= size;
        }

        return true;
    }

    static int[] ReducedLast(int rank, uint axes)
    {
        var order = new int[rank];
        var at = 0;
        for (var pass = 0u; pass < 2; pass++)
            for (var axis = 0; axis < rank; axis++)
                if ((axes >> axis & 1) == pass)
                    order[at++] = axis;
        return order;
    }

    public override void ArgReduce(Tensor x, Tensor y, int axis, bool smallest) => throw NoKernel("ArgReduce", x.DType);
}
