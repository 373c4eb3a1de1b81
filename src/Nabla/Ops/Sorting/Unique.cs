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
            if (x.DType is DType.Int32 or DType.Int64 && x.Length > 0 && Range(x) is var (low, count) && count <= MostPlaces * x.Length)
                return Counted(x, low, (int)count);
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

    // Integers in a range at most so many times as wide as there are elements are counted, not sorted.
    const int MostPlaces = 4;

    static (double Low, double Count) Range(Tensor x)
    {
        double low = x.Min().Item(), high = x.Max().Item();
        return (low, Math.Max(Math.Abs(low), Math.Abs(high)) < 1L << 52 ? high - low + 1 : double.PositiveInfinity);
    }

    static (Tensor Values, Tensor Inverse, Tensor Counts) Counted(Tensor x, double low, int size)
    {
        var place = x.Reshape(-1).To(DType.Int64) - low;
        var counts = place.BinCount(least: size);
        var found = counts.NonZero().Squeeze(1);
        var number = counts.Greater(0).To(DType.Int64).CumulativeSum(0) - 1;
        return ((found + low).To(x.DType), number.IndexSelect(0, place).Reshape(x.Shape.ToArray()), counts.IndexSelect(0, found));
    }

    // The runs of equal elements of a vector.
    static (Tensor Values, Tensor Inverse, Tensor Counts) Runs(Tensor x)
    {
        var number = Tensor.Empty(x.Shape, DType.Int64, x.Device);
        x.Backend.NumberRuns(x, number);
        var count = x.Length == 0 ? 0 : (int)number.Slice(0, x.Shape[0] - 1, 1).Item() + 1;
        var values = Tensor.Empty([count], x.DType, x.Device);
        var counts = Tensor.Empty([count], DType.Int64, x.Device);
        x.Backend.CollectRuns(x, number, values, counts);

        // A gradient flows to the first element of each run.
        return (x.IsTracked ? x.IndexSelect(0, counts.CumulativeSum(0) - counts) : values, number, counts);
    }
}
