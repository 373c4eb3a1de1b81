namespace Nabla;

/// <summary>Which part of a convolution of N with K elements is kept along each axis.</summary>
public enum ConvolveSize
{
    /// <summary>Every place where the two overlap: N + K − 1.</summary>
    Full,

    /// <summary>As many as the signal, the middle of the full one: N.</summary>
    Same,

    /// <summary>Where the kernel lies wholly on the signal: N − K + 1.</summary>
    Valid,
}

/// <summary>Convolution and correlation of plain signals, images and volumes, in the sense of signal processing.</summary>
public static class ConvolveOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// True convolution y[i] = Σ over j of x[i − j] k[j], with zeros around x: the kernel is mirrored, which layers do not do.
        /// </summary>
        /// <param name="kernel">k, with as many axes as x.</param>
        /// <param name="size">Which part is kept.</param>
        /// <shape>x (N…), kernel (K…), one to three axes → (N + K − 1…), (N…) or (N − K + 1…)</shape>
        /// <exception cref="ShapeException">Axes or dtypes that do not fit, or for Valid a kernel larger than x.</exception>
        public Tensor Convolve(Tensor kernel, ConvolveSize size = ConvolveSize.Full) =>
            Run("Convolve", x.Unsqueeze(0), Mirrored(kernel), size).Squeeze(0);

        /// <summary>As Convolve, by Fourier transforms: for large kernels.</summary>
        /// <param name="kernel">k, with as many axes as x.</param>
        /// <param name="size">Which part is kept.</param>
        /// <shape>x (N…), kernel (K…), one to three axes → (N + K − 1…), (N…) or (N − K + 1…)</shape>
        /// <exception cref="ShapeException">Axes or dtypes that do not fit, or for Valid a kernel larger than x.</exception>
        public Tensor FftConvolve(Tensor kernel, ConvolveSize size = ConvolveSize.Full)
        {
            var batch = x.Unsqueeze(0);
            var padding = Infer("FftConvolve", batch, kernel, size);
            var y = batch.Unsqueeze(-1).FftConv(Mirrored(kernel).Unsqueeze(0).Unsqueeze(-1), padding: padding).Squeeze(-1);
            return Cut(y, batch.Shape, size).Squeeze(0);
        }

        /// <summary>
        /// Cross-correlation y[i] = Σ over j of x[i + j − (K − 1)] k[j], with zeros around x: the convolution with the mirrored kernel.
        /// </summary>
        /// <param name="kernel">k, with as many axes as x.</param>
        /// <param name="size">Which part is kept.</param>
        /// <shape>x (N…), kernel (K…), one to three axes → (N + K − 1…), (N…) or (N − K + 1…)</shape>
        /// <exception cref="ShapeException">Axes or dtypes that do not fit, or for Valid a kernel larger than x.</exception>
        public Tensor Correlate(Tensor kernel, ConvolveSize size = ConvolveSize.Full) =>
            Run("Correlate", x.Unsqueeze(0), kernel, size).Squeeze(0);
    }

    internal static Tensor Mirrored(Tensor kernel)
    {
        for (var axis = 0; axis < kernel.Rank; axis++)
            kernel = kernel.Flip(axis);
        return kernel;
    }

    /// <summary>Correlation of a batch (B, N…) with one kernel (K…).</summary>
    internal static Tensor Run(string op, Tensor x, Tensor kernel, ConvolveSize size)
    {
        var padding = Infer(op, x, kernel, size);
        var y = x.Unsqueeze(-1).Conv(kernel.Unsqueeze(0).Unsqueeze(-1), padding: padding).Squeeze(-1);
        return Cut(y, x.Shape, size);
    }

    // A kernel of even size leaves one element too many at the end.
    static Tensor Cut(Tensor y, Shape shape, ConvolveSize size)
    {
        for (var axis = 1; axis < y.Rank && size == ConvolveSize.Same; axis++)
            if (y.Shape[axis] != shape[axis])
                y = y.Slice(axis, 0, shape[axis]);
        return y;
    }

    static Extent Infer(string op, Tensor x, Tensor kernel, ConvolveSize size)
    {
        var axes = kernel.Rank;
        if (axes is < 1 or > 3 || x.Rank != axes + 1)
            throw new ShapeException(
                $"{op}: signal and kernel must have the same one to three axes, got {x.Shape.Remove(0)} and {kernel.Shape}.");
        if (x.DType != kernel.DType || !x.DType.IsFloating())
            throw new ShapeException($"{op}: both must be of one floating-point dtype, got {x.DType.Name()} and {kernel.DType.Name()}.");
        if (kernel.Length == 0)
            throw new ShapeException($"{op}: the kernel must not be empty, got {kernel.Shape}.");
        if (size == ConvolveSize.Valid && Enumerable.Range(0, axes).Any(axis => kernel.Shape[axis] > x.Shape[axis + 1]))
            throw new ShapeException($"{op}: for Valid the kernel must fit into the signal, got {kernel.Shape} and {x.Shape.Remove(0)}.");
        int Padding(int axis) => size switch
        {
            ConvolveSize.Full => kernel.Shape[axis] - 1,
            ConvolveSize.Same => kernel.Shape[axis] / 2,
            _ => 0,
        };
        return axes switch
        {
            1 => Padding(0),
            2 => (Padding(0), Padding(1)),
            _ => (Padding(0), Padding(1), Padding(2)),
        };
    }
}
