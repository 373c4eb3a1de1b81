using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void ReduceMapped<TMap>(ReduceKind kind, TMap map, Tensor a, Tensor? b, Tensor y, uint axes)
    {
        switch (a.DType)
        {
            case DType.Float32: ReduceMapped<float, TMap>(kind, map, a, b, y, axes); break;
            case DType.Float64: ReduceMapped<double, TMap>(kind, map, a, b, y, axes); break;
            case DType.Int32: ReduceMapped<int, TMap>(kind, map, a, b, y, axes); break;
            case DType.Int64: ReduceMapped<long, TMap>(kind, map, a, b, y, axes); break;
            default: throw NoKernel($"Reduce{kind}", a.DType);
        }

        KeepAlive(a, y, b);
    }

    static void ReduceMapped<T, TMap>(ReduceKind kind, TMap map, Tensor a, Tensor? b, Tensor y, uint axes)
        where T : unmanaged, INumber<T>
        where TMap : struct, IMap
    {
        if (!Adjacent(axes, a.Shape, out var outer, out var middle, out var inner) || !a.Layout.IsContiguous
            || !Steps(b ?? a, a.Shape, axes, out var bOuter, out var bMiddle, out var bInner) || !IsReadWell(middle, inner, bMiddle, bInner, b?.Length ?? 1))
        {
            ReduceWritten<T, TMap>(kind, map, a, b, y, axes);
            return;
        }

        var isDense = b is null || b.Length == 1 || bMiddle == inner;
        var source = new Mapped<T, TMap>(
            map, (T*)a.Storage.Pointer + a.Layout.Offset, middle * inner, inner,
            b is null ? null : (T*)b.Storage.Pointer + b.Layout.Offset, bOuter, bMiddle, (nint)(inner == 1 ? bMiddle : bInner));
        using var to = Access<T>.Strided(y);
        Reduce<T, Mapped<T, TMap>>(kind, source, to.Pointer, outer, middle, inner, isDense);
    }

    // Whether registers are full while b is read in step: rows long enough, columns that need not be folded, b dense or one number along them.
    static bool IsReadWell(long middle, long inner, long bMiddle, long bInner, long lengthOfB) => inner == 1
        ? middle >= RowReduction.ShortRow && bMiddle is 0 or 1
        : lengthOfB == 1 || bInner == 1 && (bMiddle == inner || inner > ColumnReduction.NarrowColumns);

    // The strides of x, broadcast to a shape, over the axes before, among and behind the reduced ones, if it steps evenly over each group.
    static bool Steps(Tensor x, Shape shape, uint axes, out long outer, out long middle, out long inner)
    {
        (outer, middle, inner) = (0, 0, 0);
        if (x.Length == 1)
            return true;
        var layout = x.Shape == shape ? x.Layout : x.Layout.Broadcast(shape);
        var (stage, next) = (2, -1L);       // 2 behind, 1 among, 0 before the reduced axes; what the next axis of the group must step
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (shape[axis] == 1)
                continue;
            var (isReduced, stride) = ((axes >> axis & 1) != 0, layout.Stride(axis));
            var now = isReduced ? 1 : stage == 2 ? 2 : 0;
            if (now != stage)
                (stage, next) = (now, -1);
            if (next >= 0 && stride != next)
                return false;
            if (next < 0 && stage == 0) outer = stride;
            else if (next < 0 && stage == 1) middle = stride;
            else if (next < 0) inner = stride;
            next = stride * shape[axis];
        }

        return outer >= 0 && middle >= 0 && inner >= 0;
    }

    // The map written down with the reduced axes last, then reduced.
    static void ReduceWritten<T, TMap>(ReduceKind kind, TMap map, Tensor a, Tensor? b, Tensor y, uint axes)
        where T : unmanaged, INumber<T>
        where TMap : struct, IMap
    {
        using var mapped = new Scratch<T>((nint)a.Length);
        var order = ReducedLast(a.Rank, axes, stackalloc int[Shape.MaxRank]);
        var layout = a.Layout.Permute(order);
        Span<int> sizes = stackalloc int[Shape.MaxRank];
        Span<long> strides = stackalloc long[Shape.MaxRank];
        var walk = new Walk(layout.Shape.CopyTo(sizes));
        walk.Add(mapped.Pointer, sizeof(T), new Layout(layout.Shape).CopyStrides(strides));
        walk.Add((T*)a.Storage.Pointer + layout.Offset, sizeof(T), layout.CopyStrides(strides));
        if (b is not null)
        {
            var other = (b.Shape == a.Shape ? b.Layout : b.Layout.Broadcast(a.Shape)).Permute(order);
            walk.Add((T*)b.Storage.Pointer + other.Offset, sizeof(T), other.CopyStrides(strides));
        }

        walk.Run(new MapRow<T, TMap>(map));
        using var to = Access<T>.Strided(y);
        Reduce(kind, mapped.Pointer, to.Pointer, y.Length, a.Length / Math.Max(1, y.Length), 1);
    }

    public override void Count(Tensor x, Tensor y, uint axes)
    {
        if (!Adjacent(axes, x.Shape, out var outer, out var middle, out var inner))
        {
            x = x.View(x.Layout.Permute(ReducedLast(x.Rank, axes, stackalloc int[Shape.MaxRank])));
            (outer, middle, inner) = (y.Length, x.Length / Math.Max(1, y.Length), 1);
        }

        using var from = Access<byte>.Dense(x);
        using var to = Access<long>.Strided(y);
        TruthCount.Run(from.Pointer, to.Pointer, outer, middle, inner);
    }
}
