using System.Numerics;
using Nabla.Kernels;

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
            case DType.Bool when kind is ReduceKind.Max: Reduce<byte>(kind, x, y, axes); break;
            default: throw NoKernel($"Reduce{kind}", x.DType);
        }
    }

    // Kernels see (outer, middle, inner) and reduce the middle; axes that do not lie together are first moved to the end.
    static void Reduce<T>(ReduceKind kind, Tensor x, Tensor y, uint axes) where T : unmanaged, INumber<T>
    {
        if (!Adjacent(axes, x.Shape, out var outer, out var middle, out var inner))
        {
            x = x.View(x.Layout.Permute(ReducedLast(x.Rank, axes, stackalloc int[Shape.MaxRank])));
            (outer, middle, inner) = (y.Length, x.Length / Math.Max(1, y.Length), 1);
        }

        using var from = Access<T>.Dense(x);
        using var to = Access<T>.Strided(y);
        Reduce(kind, from.Pointer, to.Pointer, outer, middle, inner);
    }

    static void Reduce<T>(ReduceKind kind, T* x, T* y, long outer, long middle, long inner) where T : unmanaged, INumber<T> =>
        Reduce<T, Stored<T>>(kind, new(x, middle * inner, inner), y, outer, middle, inner, isDense: true);

    static void Reduce<T, TSource>(ReduceKind kind, in TSource x, T* y, long outer, long middle, long inner, bool isDense)
        where T : unmanaged, INumber<T> where TSource : struct, ISource<TSource, T>
    {
        switch (kind)
        {
            case ReduceKind.Sum: AxisReduction.Run<T, Summing, TSource>(x, y, outer, middle, inner, isDense); break;
            case ReduceKind.Product: AxisReduction.Run<T, Multiplying, TSource>(x, y, outer, middle, inner, isDense); break;
            case ReduceKind.Max: AxisReduction.Run<T, Largest, TSource>(x, y, outer, middle, inner, isDense); break;
            default: AxisReduction.Run<T, Smallest, TSource>(x, y, outer, middle, inner, isDense); break;
        }
    }

    static bool Adjacent(uint axes, Shape shape, out long outer, out long middle, out long inner)
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

    // The axes in the order in which the reduced ones are last.
    static Span<int> ReducedLast(int rank, uint axes, Span<int> order)
    {
        var at = 0;
        for (var pass = 0u; pass < 2; pass++)
            for (var axis = 0; axis < rank; axis++)
                if ((axes >> axis & 1) == pass)
                    order[at++] = axis;
        return order[..rank];
    }

    public override void ArgReduce(Tensor x, Tensor y, int axis, bool smallest)
    {
        switch (x.DType)
        {
            case DType.Float32: ArgReduce<float>(x, y, axis, smallest); break;
            case DType.Float64: ArgReduce<double>(x, y, axis, smallest); break;
            case DType.Int32: ArgReduce<int>(x, y, axis, smallest); break;
            case DType.Int64: ArgReduce<long>(x, y, axis, smallest); break;
            default: throw NoKernel("ArgReduce", x.DType);
        }
    }

    static void ArgReduce<T>(Tensor x, Tensor y, int axis, bool smallest) where T : unmanaged, INumber<T>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<long>.Strided(y);
        var (outer, middle, inner) = Around(x.Shape, axis);
        if (smallest)
            ArgReduction.Run<T, Smallest>(from.Pointer, to.Pointer, outer, middle, inner);
        else
            ArgReduction.Run<T, Largest>(from.Pointer, to.Pointer, outer, middle, inner);
    }

    // How many elements lie before, along and behind an axis.
    static (long Outer, long Middle, long Inner) Around(Shape shape, int axis)
    {
        long outer = 1, inner = 1;
        for (var i = 0; i < axis; i++)
            outer *= shape[i];
        for (var i = axis + 1; i < shape.Rank; i++)
            inner *= shape[i];
        return (outer, shape[axis], inner);
    }
}
