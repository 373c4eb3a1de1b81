namespace Nabla;

/// <summary>Each value once.</summary>
public static class UniqueOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The different values among all elements in rising order, for each element the place of its value there, and how often each occurs.
        /// Each NaN is a value of its own.
        /// </summary>
        /// <shape>(…) → values (K), inverse (…) int64, counts (K) int64</shape>
        /// <exception cref="InvalidOperationException">Inside a captured step: K depends on the data.</exception>
        public (Tensor Values, Tensor Inverse, Tensor Counts) Unique()
        {
            NonZeroOp.RequireEager("Unique");
            var (sorted, order) = x.Reshape(-1).Sort(0);
            var (values, inverse, counts) = Runs(sorted);
            return (values, Tensor.Zeros(order.Shape, DType.Int64, x.Device).Scatter(0, order, inverse).Reshape(x.Shape.ToArray()), counts);
        }

        /// <summary>The elements in row-major order without those equal to the one before, for each element the place of its run, and the runs' lengths.</summary>
        /// <shape>(…) → values (K), inverse (…) int64, counts (K) int64</shape>
        /// <exception cref="InvalidOperationException">Inside a captured step: K depends on the data.</exception>
        public (Tensor Values, Tensor Inverse, Tensor Counts) UniqueConsecutive()
        {
            NonZeroOp.RequireEager("UniqueConsecutive");
            var (values, inverse, counts) = Runs(x.Reshape(-1));
            return (values, inverse.Reshape(x.Shape.ToArray()), counts);
        }
    }

    // The runs of equal elements of a vector.
    static (Tensor Values, Tensor Inverse, Tensor Counts) Runs(Tensor x)
    {
        var size = x.Shape[0];
        if (size == 0)
            return (x, Tensor.Zeros([0], DType.Int64, x.Device), Tensor.Zeros([0], DType.Int64, x.Device));
        var numbers = x.DType == DType.Bool ? x.To(DType.Int32) : x;
        var isNew = numbers.Slice(0, 1, size - 1).NotEqualTo(numbers.Slice(0, 0, size - 1)).To(DType.Int64);
        isNew = Tensor.Concat([Tensor.Ones([1], DType.Int64, x.Device), isNew], 0);
        var starts = isNew.NonZero().Squeeze(1);
        var ends = Tensor.Concat([starts.Slice(0, 1, starts.Shape[0] - 1), Tensor.Of((long)size)], 0);
        return (x.IndexSelect(0, starts), isNew.CumulativeSum(0) - 1, ends - starts);
    }
}
