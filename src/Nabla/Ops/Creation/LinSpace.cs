namespace Nabla;

/// <summary>Numbers at equal distances.</summary>
public static class LinSpaceOp
{
    extension(Tensor)
    {
        /// <summary>
        /// <paramref name="count"/> numbers from <paramref name="start"/> to <paramref name="end"/>, both included, at equal distances;
        /// only the start for a count of 1.
        /// </summary>
        /// <shape>→ (count)</shape>
        /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
        /// <exception cref="ShapeException">The dtype is not floating-point.</exception>
        public static Tensor LinSpace(double start, double end, int count, DType dtype = DType.Float32) =>
            Tensor.Constant<double>(Points("LinSpace", start, end, count, dtype)).To(dtype);

        /// <summary><paramref name="count"/> powers of a base, from base^start to base^end, whose exponents have equal distances.</summary>
        /// <shape>→ (count)</shape>
        /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
        /// <exception cref="ShapeException">The dtype is not floating-point.</exception>
        public static Tensor LogSpace(double start, double end, int count, double @base = 10, DType dtype = DType.Float32) =>
            Tensor.Constant<double>(Array.ConvertAll(Points("LogSpace", start, end, count, dtype), x => Math.Pow(@base, x))).To(dtype);
    }

    // Counted from the nearer end, so that both are exact.
    static double[] Points(string who, double start, double end, int count, DType dtype)
    {
        if (count < 0)
            throw new ArgumentOutOfRangeException(nameof(count), $"{who}: the count must be at least 0, got {count}.");
        if (!dtype.IsFloating())
            throw new ShapeException($"{who}: the dtype must be floating-point, got {dtype.Name()}; whole numbers come from Range.");
        var step = (end - start) / Math.Max(1, count - 1);
        var points = new double[count];
        for (var i = 0; i < count; i++)
            points[i] = i < (count + 1) / 2 ? start + i * step : end - (count - 1 - i) * step;
        return points;
    }
}
