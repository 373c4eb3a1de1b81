namespace Nabla;

/// <summary>
/// Discrete Fourier transforms along several axes, one after the other; two axes for images: <c>x.FftN(axes: [-2, -1])</c>.
/// </summary>
public static class FftNOp
{
    extension(ComplexTensor x)
    {
        /// <summary>Fft along each axis.</summary>
        /// <param name="lengths">One for each axis; their sizes if not given.</param>
        /// <param name="axes">The axes; if not given the last ones, as many as there are lengths, or all.</param>
        /// <param name="norm">What is divided by the lengths.</param>
        /// <shape>(…, N₁, …, N₂, …) → (…, n₁, …, n₂, …)</shape>
        /// <exception cref="ShapeException">
        /// Axes that do not exist, another number of lengths than of axes, or a length below 1.
        /// </exception>
        public ComplexTensor FftN(int[]? lengths = null, int[]? axes = null, FourierNorm norm = FourierNorm.Backward) =>
            Lines("FftN", x.Shape, lengths, axes).Aggregate(x, (y, line) => y.Fft(line.Length, line.Axis, norm));

        /// <summary>Ifft along each axis: undoes FftN.</summary>
        /// <inheritdoc cref="FftN(ComplexTensor, int[], int[], FourierNorm)" path="//param|//exception"/>
        /// <shape>(…, N₁, …, N₂, …) → (…, n₁, …, n₂, …)</shape>
        public ComplexTensor IfftN(int[]? lengths = null, int[]? axes = null, FourierNorm norm = FourierNorm.Backward) =>
            Lines("IfftN", x.Shape, lengths, axes).Aggregate(x, (y, line) => y.Ifft(line.Length, line.Axis, norm));

        /// <summary>Ifft along all axes but the last, along that Irfft: undoes RfftN.</summary>
        /// <inheritdoc cref="FftN(ComplexTensor, int[], int[], FourierNorm)" path="//param|//exception"/>
        /// <shape>(…, N₁, …, K, …) → (…, n₁, …, n₂, …)</shape>
        public Tensor IrfftN(int[]? lengths = null, int[]? axes = null, FourierNorm norm = FourierNorm.Backward)
        {
            var lines = Lines("IrfftN", x.Shape, lengths, axes);
            var y = lines[..^1].Aggregate(x, (y, line) => y.Ifft(line.Length, line.Axis, norm));
            return y.Irfft(lengths is null ? null : lines[^1].Length, lines[^1].Axis, norm);
        }

        /// <summary>Fft along all axes but the last, along that Hfft.</summary>
        /// <inheritdoc cref="FftN(ComplexTensor, int[], int[], FourierNorm)" path="//param|//exception"/>
        /// <shape>(…, N₁, …, K, …) → (…, n₁, …, n₂, …)</shape>
        public Tensor HfftN(int[]? lengths = null, int[]? axes = null, FourierNorm norm = FourierNorm.Backward)
        {
            var lines = Lines("HfftN", x.Shape, lengths, axes);
            var y = lines[..^1].Aggregate(x, (y, line) => y.Fft(line.Length, line.Axis, norm));
            return y.Hfft(lengths is null ? null : lines[^1].Length, lines[^1].Axis, norm);
        }
    }

    extension(Tensor x)
    {
        /// <summary>The transform of real numbers along each axis.</summary>
        /// <inheritdoc cref="FftN(ComplexTensor, int[], int[], FourierNorm)" path="//param|//exception"/>
        /// <shape>(…, N₁, …, N₂, …) → (…, n₁, …, n₂, …)</shape>
        public ComplexTensor FftN(int[]? lengths = null, int[]? axes = null, FourierNorm norm = FourierNorm.Backward)
        {
            var lines = Lines("FftN", x.Shape, lengths, axes);
            return lines[..^1].Aggregate(x.Fft(lines[^1].Length, lines[^1].Axis, norm), (y, line) => y.Fft(line.Length, line.Axis, norm));
        }

        /// <summary>Rfft along the last of the axes, then Fft along the others.</summary>
        /// <inheritdoc cref="FftN(ComplexTensor, int[], int[], FourierNorm)" path="//param|//exception"/>
        /// <shape>(…, N₁, …, N₂, …) → (…, n₁, …, ⌊n₂ / 2⌋ + 1, …)</shape>
        public ComplexTensor RfftN(int[]? lengths = null, int[]? axes = null, FourierNorm norm = FourierNorm.Backward)
        {
            var lines = Lines("RfftN", x.Shape, lengths, axes);
            return lines[..^1].Aggregate(x.Rfft(lines[^1].Length, lines[^1].Axis, norm), (y, line) => y.Fft(line.Length, line.Axis, norm));
        }

        /// <summary>Ihfft along the last of the axes, then Ifft along the others: undoes HfftN.</summary>
        /// <inheritdoc cref="FftN(ComplexTensor, int[], int[], FourierNorm)" path="//param|//exception"/>
        /// <shape>(…, N₁, …, N₂, …) → (…, n₁, …, ⌊n₂ / 2⌋ + 1, …)</shape>
        public ComplexTensor IhfftN(int[]? lengths = null, int[]? axes = null, FourierNorm norm = FourierNorm.Backward)
        {
            var lines = Lines("IhfftN", x.Shape, lengths, axes);
            return lines[..^1].Aggregate(x.Ihfft(lines[^1].Length, lines[^1].Axis, norm), (y, line) => y.Ifft(line.Length, line.Axis, norm));
        }
    }

    static (int Length, int Axis)[] Lines(string who, Shape shape, int[]? lengths, int[]? axes)
    {
        axes ??= [.. Enumerable.Range(shape.Rank - (lengths?.Length ?? shape.Rank), lengths?.Length ?? shape.Rank)];
        axes = Array.ConvertAll(axes, shape.Axis);
        if (axes.Length == 0 || axes.Distinct().Count() != axes.Length || (lengths is not null && lengths.Length != axes.Length))
            throw new ShapeException(
                $"{who}: there must be axes, each once, and as many lengths, "
                + $"got axes [{string.Join(", ", axes)}] and {lengths?.Length ?? axes.Length} lengths for {shape}.");
        return [.. axes.Select((axis, i) => (lengths?[i] ?? shape[axis], axis))];
    }
}
