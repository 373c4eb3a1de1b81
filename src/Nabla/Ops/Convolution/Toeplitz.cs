namespace Nabla;

/// <summary>Convolutions written as matrices.</summary>
public static class ToeplitzOp
{
    extension(Tensor kernel)
    {
        /// <summary>
        /// The matrix T with T · vec(x) = vec(x.Convolve(kernel, part)): constant along diagonals for a signal, doubly blocked for an
        /// image, triply for a volume.
        /// </summary>
        /// <param name="size">Elements of x along each axis.</param>
        /// <param name="part">Which part of the convolution is kept.</param>
        /// <shape>(K…), one to three axes → (elements of y, elements of x)</shape>
        /// <exception cref="ShapeException">Axes that do not fit, or for Valid a kernel larger than x.</exception>
        public Tensor Toeplitz(Extent size, ConvolveSize part = ConvolveSize.Full)
        {
            if (kernel.Rank is < 1 or > 3)
                throw new ShapeException($"Toeplitz: the kernel must have one to three axes, got {kernel.Shape}.");
            var units = Units(size.Along(kernel.Rank), 1, kernel).Squeeze(-1);
            return ConvolveOp.Run("Toeplitz", units, ConvolveOp.Mirrored(kernel), part).Flatten(1).T;
        }

        /// <summary>
        /// The matrix M with M · vec(x) = vec(x.Conv(kernel, …)) for one sample x of a layer's convolution, channels last.
        /// </summary>
        /// <param name="size">Pixels of x along each spatial axis.</param>
        /// <param name="stride">Step from one window to the next; 1 if not given.</param>
        /// <param name="padding">Zeros on both sides of an axis; 0 if not given.</param>
        /// <param name="dilation">Distance between two taps; 1 if not given.</param>
        /// <param name="groups">Divides both C and O.</param>
        /// <shape>(O, [[KD,] KH,] KW, C / groups) → ([[OD ·] OH ·] OW · O, [[D ·] H ·] W · C)</shape>
        /// <exception cref="ShapeException">Axes, groups or sizes that do not fit.</exception>
        public Tensor ConvMatrix(Extent size, Extent? stride = null, Extent? padding = null, Extent? dilation = null, int groups = 1)
        {
            if (kernel.Rank is < 3 or > 5)
                throw new ShapeException($"ConvMatrix: the weight must be (O, [[KD,] KH,] KW, C / groups), got {kernel.Shape}.");
            var units = Units(size.Along(kernel.Rank - 2), kernel.Shape[-1] * groups, kernel);
            return units.Conv(kernel, null, stride, padding, dilation, groups).Flatten(1).T;
        }
    }

    // All images with a single 1: what a linear map makes of them are the columns of its matrix.
    static Tensor Units(int[] size, int channels, Tensor like)
    {
        int[] image = [.. size, channels];
        if (size.Min() < 1)
            throw new ShapeException($"Toeplitz: the size must be at least 1, got ({string.Join(", ", size)}).");
        var count = image.Aggregate(1, (product, n) => checked(product * n));
        return Tensor.Range(count).OneHot(count, like.DType).Reshape([count, .. image]);
    }
}
