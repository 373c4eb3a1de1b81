namespace Nabla;

/// <summary>Discrete Fourier transforms along one axis, of any length n.</summary>
public static class FftOp
{
    extension(ComplexTensor x)
    {
        /// <summary>X[k] = Σ over j of x[j] e^(−2πi jk / n).</summary>
        /// <param name="length">n: the axis is cut or filled with zeros to it; its size if not given.</param>
        /// <param name="axis">The axis of j and k.</param>
        /// <param name="norm">What is divided by n.</param>
        /// <shape>(…, N, …) → (…, n, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or n is below 1.</exception>
        public ComplexTensor Fft(int? length = null, int axis = -1, FourierNorm norm = FourierNorm.Backward) =>
            Run("Fft", x.Real, x.Imaginary, length, axis, inverse: false, norm);

        /// <summary>x[j] = 1/n Σ over k of X[k] e^(2πi jk / n): undoes <see cref="Fft(ComplexTensor, int?, int, FourierNorm)"/>.</summary>
        /// <inheritdoc cref="Fft(ComplexTensor, int?, int, FourierNorm)" path="//param|//exception"/>
        /// <shape>(…, N, …) → (…, n, …)</shape>
        public ComplexTensor Ifft(int? length = null, int axis = -1, FourierNorm norm = FourierNorm.Backward) =>
            Run("Ifft", x.Real, x.Imaginary, length, axis, inverse: true, norm);

        /// <summary>
        /// The real signal whose spectrum begins so, the rest being X[n − k] = X̄[k]: undoes <see cref="Rfft"/>. The imaginary part of
        /// X[0], and of X[n / 2] for even n, counts as 0.
        /// </summary>
        /// <param name="length">n, which must be given if it is odd; 2 (K − 1) if it is not.</param>
        /// <param name="axis">The axis of j and k.</param>
        /// <param name="norm">What is divided by n.</param>
        /// <shape>(…, K, …) → (…, n, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or n is below 1.</exception>
        public Tensor Irfft(int? length = null, int axis = -1, FourierNorm norm = FourierNorm.Backward) =>
            FourierLine.Of("Irfft", x.Real, length, axis, inverse: true, norm, half: true).RunMirrored(x.Real, x.Imaginary);

        /// <summary>The real spectrum of a signal of which the first half is given, the rest being x[n − j] = x̄[j].</summary>
        /// <inheritdoc cref="Irfft" path="//param|//exception"/>
        /// <shape>(…, K, …) → (…, n, …)</shape>
        public Tensor Hfft(int? length = null, int axis = -1, FourierNorm norm = FourierNorm.Backward) =>
            FourierLine.Of("Hfft", x.Real, length, axis, inverse: false, norm, half: true).RunMirrored(x.Real, x.Imaginary);
    }

    extension(Tensor x)
    {
        /// <summary>The transform of real numbers, all n elements of it: the second half mirrors the first.</summary>
        /// <inheritdoc cref="Fft(ComplexTensor, int?, int, FourierNorm)" path="//param|//exception"/>
        /// <shape>(…, N, …) → (…, n, …)</shape>
        public ComplexTensor Fft(int? length = null, int axis = -1, FourierNorm norm = FourierNorm.Backward) =>
            Run("Fft", x, null, length, axis, inverse: false, norm);

        /// <summary>The inverse transform of real numbers.</summary>
        /// <inheritdoc cref="Fft(ComplexTensor, int?, int, FourierNorm)" path="//param|//exception"/>
        /// <shape>(…, N, …) → (…, n, …)</shape>
        public ComplexTensor Ifft(int? length = null, int axis = -1, FourierNorm norm = FourierNorm.Backward) =>
            Run("Ifft", x, null, length, axis, inverse: true, norm);

        /// <summary>The first half of the transform of real numbers, n / 2 + 1 elements: the other half mirrors it.</summary>
        /// <inheritdoc cref="Fft(ComplexTensor, int?, int, FourierNorm)" path="//param|//exception"/>
        /// <shape>(…, N, …) → (…, ⌊n / 2⌋ + 1, …)</shape>
        public ComplexTensor Rfft(int? length = null, int axis = -1, FourierNorm norm = FourierNorm.Backward) =>
            Run("Rfft", x, null, length, axis, inverse: false, norm, half: true);

        /// <summary>The first half of the inverse transform of real numbers: undoes <see cref="Hfft"/>.</summary>
        /// <inheritdoc cref="Fft(ComplexTensor, int?, int, FourierNorm)" path="//param|//exception"/>
        /// <shape>(…, N, …) → (…, ⌊n / 2⌋ + 1, …)</shape>
        public ComplexTensor Ihfft(int? length = null, int axis = -1, FourierNorm norm = FourierNorm.Backward) =>
            Run("Ihfft", x, null, length, axis, inverse: true, norm, half: true);
    }

    static ComplexTensor Run(string who, Tensor re, Tensor? im, int? length, int axis, bool inverse, FourierNorm norm, bool half = false)
    {
        var line = FourierLine.Of(who, re, length, axis, inverse, norm);
        return line.Run(re, im, half ? line.Length / 2 + 1 : line.Length);
    }
}
