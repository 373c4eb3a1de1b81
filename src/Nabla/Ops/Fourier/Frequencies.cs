namespace Nabla;

/// <summary>What frequency each element of a spectrum stands for, and the order of frequencies.</summary>
public static class FrequenciesOp
{
    extension(Tensor)
    {
        /// <summary>Frequencies of the elements of Fft, in cycles per unit of the spacing: 0, 1, …, −2, −1 over n · spacing.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="spacing">Between samples.</param>
        /// <param name="dtype">Of the result.</param>
        /// <shape>→ (n)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
        public static Tensor FftFrequencies(int length, double spacing = 1, DType dtype = DType.Float32) =>
            Of(length, length, spacing, dtype);

        /// <summary>Frequencies of the elements of Rfft: 0, 1, …, ⌊n / 2⌋ over n · spacing.</summary>
        /// <param name="length">n of the signal, at least 1.</param>
        /// <param name="spacing">Between samples.</param>
        /// <param name="dtype">Of the result.</param>
        /// <shape>→ (⌊n / 2⌋ + 1)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
        public static Tensor RfftFrequencies(int length, double spacing = 1, DType dtype = DType.Float32) =>
            Of(length, length / 2 + 1, spacing, dtype);
    }

    extension(Tensor x)
    {
        /// <summary>Frequency 0 moved from the begin of each axis to its middle, element ⌊N / 2⌋.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">An axis does not exist.</exception>
        public Tensor FftShift(params int[] axes) => Shifted(x, axes, size => size / 2);

        /// <summary>Undoes FftShift.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">An axis does not exist.</exception>
        public Tensor IfftShift(params int[] axes) => Shifted(x, axes, size => size - size / 2);
    }

    static Tensor Of(int length, int count, double spacing, DType dtype)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var values = new double[count];
        for (var k = 0; k < count; k++)
            values[k] = (count < length ? k : k - (k > (length - 1) / 2 ? length : 0)) / (length * spacing);
        return Tensor.Constant<double>(values).To(dtype);
    }

    static Tensor Shifted(Tensor x, int[] axes, Func<int, int> shift)
    {
        foreach (var axis in axes.Length == 0 ? Enumerable.Range(0, x.Rank) : axes)
            x = x.Roll(shift(x.Shape[axis]), axis);
        return x;
    }
}
