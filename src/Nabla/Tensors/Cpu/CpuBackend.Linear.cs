using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void MatMul(Tensor a, Tensor b, Tensor y, Tensor? bias = null)
    {
        var lead = y.Shape.Remove(-1).Remove(-1);
        if (lead.Rank > 0 && b.Length == (long)b.Shape[-1] * b.Shape[-2] && a.Shape.Length / Math.Max(1, a.Shape[-1]) == y.Length / Math.Max(1, y.Shape[-1])
            && a.Layout.Reshape([checked((int)(lead.Length * a.Shape[-2])), a.Shape[-1]]) is { } rows)
        {
            // One matrix for the whole batch: all rows together are one product.
            a = a.View(rows);
            y = y.View(new Layout([rows.Shape[0], y.Shape[-1]], y.Layout.Offset));
            lead = Shape.Scalar;
        }

        switch (y.DType)
        {
            case DType.Float32: Multiply<float>(a, b, y, bias, lead); break;
            case DType.Float64: Multiply<double>(a, b, y, bias, lead); break;
            case DType.Int32: MultiplyWhole<int>(a, b, y, bias, lead); break;
            case DType.Int64: MultiplyWhole<long>(a, b, y, bias, lead); break;
            default: throw NoKernel("MatMul", y.DType);
        }

        KeepAlive(a, b, y, bias);
    }

    public override void PairDistances(Tensor a, Tensor b, Tensor squaresA, Tensor squaresB, Tensor y)
    {
        if (y.DType == DType.Float32)
            PairDistances<float>(a, b, squaresA, squaresB, y);
        else
            PairDistances<double>(a, b, squaresA, squaresB, y);
    }

    static void PairDistances<T>(Tensor a, Tensor b, Tensor squaresA, Tensor squaresB, Tensor y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var left = Access<T>.Dense(a);
        using var right = Access<T>.Dense(b);
        using var ofLeft = Access<T>.Dense(squaresA);
        using var ofRight = Access<T>.Dense(squaresB);
        using var to = Access<T>.Strided(y);
        var (n, m, d) = (y.Shape[-2], y.Shape[-1], a.Shape[-1]);
        for (var at = 0L; at * n * m < y.Length; at++)
            Kernels.PairDistances.Run(
                left.Pointer + at * n * d, right.Pointer + at * m * d, ofLeft.Pointer + at * n, ofRight.Pointer + at * m, to.Pointer + at * n * m, n, m, d);
    }

    public override void WeightedDifferences(Tensor w, Tensor a, Tensor b, Tensor y)
    {
        if (y.DType == DType.Float32)
            WeightedDifferences<float>(w, a, b, y);
        else
            WeightedDifferences<double>(w, a, b, y);
    }

    static void WeightedDifferences<T>(Tensor w, Tensor a, Tensor b, Tensor y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var weights = Access<T>.Dense(w);
        using var left = Access<T>.Dense(a);
        using var right = Access<T>.Dense(b);
        using var to = Access<T>.Strided(y);
        var (n, m, d) = (w.Shape[-2], w.Shape[-1], y.Shape[-1]);
        for (var at = 0L; at * n * d < y.Length; at++)
            Kernels.PairDistances.Differences(
                weights.Pointer + at * n * m, left.Pointer + at * n * d, right.Pointer + at * m * d, to.Pointer + at * n * d, n, m, d);
    }

    static void Multiply<T>(Tensor a, Tensor b, Tensor y, Tensor? bias, Shape lead) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = y.Shape[-2], n = y.Shape[-1], k = a.Shape[-1];
        using var added = bias is null ? default : Access<T>.Dense(bias);
        if (lead.Length == 1)
        {
            Gemm.Run(m, n, k, First<T>(a), RowStride(a), ColumnStride(a), First<T>(b), RowStride(b), ColumnStride(b), First<T>(y), n, added.Pointer);
            return;
        }

        var batch = checked((int)lead.Length);
        using var offsets = new Scratch<nint>(3 * batch);
        nint* ofA = offsets.Pointer, ofB = ofA + batch, ofY = ofB + batch;
        for (var i = 0; i < batch; i++)
            (ofA[i], ofB[i], ofY[i]) = (Offset(a, lead, i), Offset(b, lead, i), (nint)i * m * n);
        Gemm.RunBatch(
            batch, ofA, ofB, ofY, m, n, k, First<T>(a), RowStride(a), ColumnStride(a), First<T>(b), RowStride(b), ColumnStride(b), First<T>(y), n, added.Pointer);
    }

    static void MultiplyWhole<T>(Tensor a, Tensor b, Tensor y, Tensor? bias, Shape lead) where T : unmanaged, INumberBase<T>
    {
        int m = y.Shape[-2], n = y.Shape[-1], k = a.Shape[-1];
        for (var i = 0; i < lead.Length; i++)
            Gemm.RunPlain(
                m, n, k, First<T>(a) + Offset(a, lead, i), RowStride(a), ColumnStride(a),
                First<T>(b) + Offset(b, lead, i), RowStride(b), ColumnStride(b), First<T>(y) + (nint)i * m * n, n);
        if (bias is null)
            return;
        using var added = Access<T>.Dense(bias);
        var sums = First<T>(y);
        for (var at = 0L; at < y.Length; at++)
            sums[at] += added.Pointer[at % n];
    }

    static T* First<T>(Tensor tensor) where T : unmanaged => (T*)tensor.Storage.Pointer + tensor.Layout.Offset;

    static nint RowStride(Tensor tensor) => (nint)tensor.Layout.Stride(-2);

    static nint ColumnStride(Tensor tensor) => (nint)tensor.Layout.Stride(-1);

    // Where matrix i of a batch begins, relative to the first; leading axes broadcast.
    static nint Offset(Tensor tensor, Shape lead, int i)
    {
        long offset = 0;
        for (var back = 1; back <= lead.Rank; back++)
        {
            if (back + 2 <= tensor.Rank && tensor.Shape[-back - 2] != 1)
                offset += i % lead[-back] * tensor.Layout.Stride(-back - 2);
            i /= lead[-back];
        }

        return (nint)offset;
    }
}
