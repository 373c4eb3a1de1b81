namespace Nabla;

/// <summary>
/// Weights that fade a piece of a signal in and out. A periodic window of n elements is the symmetric one of n + 1 without its last: then
/// windows that overlap by half add up evenly.
/// </summary>
/// <remarks>F. Harris, On the use of windows for harmonic analysis with the discrete Fourier transform, 1978.</remarks>
public static class SignalWindowsOp
{
    extension(Tensor)
    {
        /// <summary>w = 1 − |2j / m − 1|, a triangle that begins with 0; m is n if periodic, else n − 1.</summary>
        /// <shape>→ (n)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
        public static Tensor BartlettWindow(int length, bool periodic = true, DType dtype = DType.Float32) =>
            Of(length, periodic, dtype, t => 1 - Math.Abs(2 * t - 1));

        /// <summary>w = 0.42 − 0.5 cos(2πj / m) + 0.08 cos(4πj / m); m is n if periodic, else n − 1.</summary>
        /// <shape>→ (n)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
        public static Tensor BlackmanWindow(int length, bool periodic = true, DType dtype = DType.Float32) =>
            Of(length, periodic, dtype, t => Math.Max(0, 0.42 - 0.5 * Math.Cos(2 * Math.PI * t) + 0.08 * Math.Cos(4 * Math.PI * t)));

        /// <summary>w = α − (1 − α) cos(2πj / m); m is n if periodic, else n − 1.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="periodic">Whether it continues evenly.</param>
        /// <param name="alpha">α, the mean; 0.54 is Hamming's.</param>
        /// <param name="dtype">Of the result.</param>
        /// <shape>→ (n)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
        public static Tensor HammingWindow(int length, bool periodic = true, double alpha = 0.54, DType dtype = DType.Float32) =>
            Of(length, periodic, dtype, t => alpha - (1 - alpha) * Math.Cos(2 * Math.PI * t));

        /// <summary>w = sin²(πj / m), which begins with 0; m is n if periodic, else n − 1.</summary>
        /// <shape>→ (n)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
        public static Tensor HannWindow(int length, bool periodic = true, DType dtype = DType.Float32) =>
            Of(length, periodic, dtype, t => 0.5 - 0.5 * Math.Cos(2 * Math.PI * t));

        /// <summary>w = I₀(β √(1 − (2j / m − 1)²)) / I₀(β); m is n if periodic, else n − 1.</summary>
        /// <param name="length">n, at least 1.</param>
        /// <param name="periodic">Whether it continues evenly.</param>
        /// <param name="beta">β: the larger, the narrower the window and the lower its side lobes.</param>
        /// <param name="dtype">Of the result.</param>
        /// <shape>→ (n)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
        public static Tensor KaiserWindow(int length, bool periodic = true, double beta = 12, DType dtype = DType.Float32) =>
            Of(length, periodic, dtype, t => BesselRatio(beta * Math.Sqrt(Math.Max(0, 4 * t * (1 - t))), beta));
    }

    static Tensor Of(int length, bool periodic, DType dtype, Func<double, double> at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var (values, steps) = (new double[length], periodic ? length : length - 1);
        for (var j = 0; j < length; j++)
            values[j] = length == 1 ? 1 : at((double)j / steps);
        return Tensor.Constant<double>(values).To(dtype);
    }

    // I₀(x) / I₀(y) by I₀(x) = Σ (x² / 4)ᵏ / k!²: all terms are positive.
    static double BesselRatio(double x, double y)
    {
        static double Sum(double z)
        {
            var (term, sum) = (1.0, 1.0);
            for (var k = 1; term > 1e-17 * sum; k++)
                sum += term *= z * z / (4.0 * k * k);
            return sum;
        }

        return Sum(x) / Sum(y);
    }
}
