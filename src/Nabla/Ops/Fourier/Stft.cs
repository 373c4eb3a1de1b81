namespace Nabla;

/// <summary>Spectra of short pieces of a signal, and the signal from them.</summary>
public static class StftOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Short-time Fourier transform: row m holds Rfft of the n samples from m · hop on, times the window. Frequencies stand on the last
        /// axis.
        /// </summary>
        /// <param name="length">n, samples of a piece.</param>
        /// <param name="hop">Samples between pieces; n / 4 if not given.</param>
        /// <param name="window">Weights of the samples, at most n, around which zeros are put; ones if not given.</param>
        /// <param name="centered">Whether piece m is centred at sample m · hop: the signal is then mirrored at both ends by n / 2.</param>
        /// <param name="normalized">Whether spectra are divided by √n.</param>
        /// <shape>
        /// x (…, T), window (≤ n) → (…, frames, ⌊n / 2⌋ + 1); frames = 1 + ⌊(T + 2 ⌊n / 2⌋ − n) / hop⌋ if centred, else 1 + ⌊(T − n) / hop⌋
        /// </shape>
        /// <exception cref="ShapeException">
        /// The signal is shorter than a piece, n or hop is below 1, or the window does not fit.
        /// </exception>
        public ComplexTensor Stft(int length, int? hop = null, Tensor? window = null, bool centered = true, bool normalized = false)
        {
            var step = hop ?? length / 4;
            var signal = centered && length > 1 && x.Rank > 0 ? x.Pad(-1, length / 2, length / 2, PadMode.Reflect) : x;
            Infer("Stft", signal, length, step, window);
            if (signal.Shape[-1] < length)
                throw new ShapeException($"Stft(n = {length}): the last axis must hold a piece, got {x.Shape}.");
            var pieces = signal.Windows(-1, length, step);
            return (window is null ? pieces : pieces * Whole(window, length)).Rfft(norm: normalized ? FourierNorm.Ortho : FourierNorm.Backward);
        }
    }

    extension(ComplexTensor x)
    {
        /// <summary>
        /// The signal that fits the spectra of <see cref="Stft"/> best: pieces times the window are added, and divided by the sum of the
        /// squared windows (Griffin, Lim 1984). Where that sum is nothing at an end, the signal is cut.
        /// </summary>
        /// <param name="length">n, samples of a piece.</param>
        /// <param name="hop">Samples between pieces; n / 4 if not given.</param>
        /// <param name="window">As for Stft.</param>
        /// <param name="centered">As for Stft: n / 2 samples are cut off at the begin.</param>
        /// <param name="normalized">As for Stft.</param>
        /// <param name="samples">
        /// T: what lies behind is cut off; if not given all samples that whole pieces cover, without n / 2 at the end if centred.
        /// </param>
        /// <shape>x (…, frames, ⌊n / 2⌋ + 1), window (≤ n) → (…, T)</shape>
        /// <exception cref="ShapeException">Sizes that do not fit, n or hop below 1, or windows that leave gaps.</exception>
        public Tensor Istft(
            int length, int? hop = null, Tensor? window = null, bool centered = true, bool normalized = false, int? samples = null)
        {
            var step = hop ?? length / 4;
            Infer("Istft", x.Real, length, step, window);
            if (x.Shape.Rank < 2 || x.Shape[-1] != length / 2 + 1)
                throw new ShapeException($"Istft(n = {length}): the input must be (…, frames, {length / 2 + 1}), got {x.Shape}.");
            var weights = Whole(window ?? Tensor.Ones([length], x.DType, x.Real.Device), length);
            var (frames, total) = (x.Shape[-2], length + step * (x.Shape[-2] - 1));
            var pieces = x.Irfft(length, norm: normalized ? FourierNorm.Ortho : FourierNorm.Backward) * weights;
            var sum = WindowsOp.Joined(pieces, pieces.Rank - 2, step, total);
            var envelope = WindowsOp.Joined(weights.Square().BroadcastTo([frames, length]), 0, step, total);
            var start = centered ? length / 2 : 0;
            var count = Math.Min(samples ?? int.MaxValue, total - start - (centered && samples is null ? length / 2 : 0));
            var (signal, norm) = (sum.Slice(-1, start, count), envelope.Slice(-1, start, count));
            var y = signal / norm;
            return samples is { } wanted && wanted > count ? y.Pad(-1, 0, wanted - count) : y;
        }
    }

    static void Infer(string who, Tensor x, int length, int hop, Tensor? window)
    {
        if (length < 1 || hop < 1)
            throw new ShapeException($"{who}: n and hop must be at least 1, got {length} and {hop}.");
        if (!x.DType.IsFloating() || x.Rank == 0)
            throw new ShapeException(
                $"{who}(n = {length}): the signal must have an axis and floating-point elements, got {x.Shape} {x.DType.Name()}.");
        if (window is not null && (window.Rank != 1 || window.Shape[0] > length || window.DType != x.DType))
            throw new ShapeException(
                $"{who}(n = {length}): the window must be a vector of at most {length} and of the signal's dtype, "
                + $"got {window.Shape} {window.DType.Name()}.");
    }

    // In the middle of n elements.
    static Tensor Whole(Tensor window, int length)
    {
        var rest = length - window.Shape[0];
        return rest == 0 ? window : window.Pad(-1, rest / 2, rest - rest / 2);
    }
}
