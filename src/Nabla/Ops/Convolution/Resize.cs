using Nabla.Kernels;

namespace Nabla;

/// <summary>How Resize fills the places between pixels.</summary>
public enum ResizeMode
{
    /// <summary>The pixel whose left edge is at or before ⌊q · in / out⌋; PyTorch's "nearest".</summary>
    Nearest,

    /// <summary>The pixel whose centre is nearest, ⌊(q + ½) · in / out⌋; PyTorch's "nearest-exact".</summary>
    NearestExact,

    /// <summary>Linear, bilinear or trilinear between the neighbours.</summary>
    Linear,

    /// <summary>Cubic convolution of four neighbours along each axis with a = −0.75 (Keys 1981); antialiased with a = −0.5.</summary>
    Cubic,

    /// <summary>The mean of the pixels between two places, as AdaptiveAveragePool.</summary>
    Area,
}

/// <summary>Images of another size.</summary>
public static class ResizeOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The same image in another size, each axis on its own. Pixel q of the result stands at (q + ½) · in / out − ½ of the input, or
        /// with <paramref name="alignCorners"/> at q · (in − 1) / (out − 1); beyond the ends the outermost pixels repeat.
        /// </summary>
        /// <param name="size">Pixels along each spatial axis, ≥ 1.</param>
        /// <param name="mode">How the places between pixels are filled.</param>
        /// <param name="alignCorners">Whether the centres of the corner pixels stay; Linear and Cubic only.</param>
        /// <param name="antialias">
        /// Whether the filter widens when the image shrinks, so that each pixel counts; Linear and Cubic only.
        /// </param>
        /// <shape>(N, [[D,] H,] W, C) → (N, size…, C)</shape>
        /// <exception cref="ShapeException">Axes that do not fit or are empty, or a size below 1.</exception>
        /// <exception cref="ArgumentException">A setting that the mode does not have.</exception>
        public Tensor Resize(Extent size, ResizeMode mode = ResizeMode.Nearest, bool alignCorners = false, bool antialias = false)
        {
            Infer("Resize", x, mode, alignCorners, antialias);
            int[] sizes = size.Along(x.Rank - 2);
            return Run("Resize", x, sizes, new double[sizes.Length], mode, alignCorners, antialias);
        }

        /// <summary>As Resize to ⌊in · scale⌋ pixels, where in / out of the places is 1 / scale even if in · scale is not whole.</summary>
        /// <param name="scales">One factor &gt; 0 for each spatial axis, or one for all.</param>
        /// <param name="mode">How the places between pixels are filled.</param>
        /// <param name="alignCorners">Whether the centres of the corner pixels stay; Linear and Cubic only.</param>
        /// <param name="antialias">Whether the filter widens when the image shrinks; Linear and Cubic only.</param>
        /// <shape>(N, [[D,] H,] W, C) → (N, ⌊size · scale⌋…, C)</shape>
        /// <exception cref="ShapeException">Axes that do not fit or are empty, or nothing is left.</exception>
        /// <exception cref="ArgumentException">A setting that the mode does not have, or factors that do not fit.</exception>
        public Tensor ResizeBy(
            ReadOnlySpan<double> scales, ResizeMode mode = ResizeMode.Nearest, bool alignCorners = false, bool antialias = false)
        {
            Infer("ResizeBy", x, mode, alignCorners, antialias);
            var axes = x.Rank - 2;
            double[] factors = scales.Length == 1 ? [.. Enumerable.Repeat(scales[0], axes)] : scales.ToArray();
            if (factors.Length != axes || factors.Any(factor => !(factor > 0)))
                throw new ArgumentException(
                    $"ResizeBy: the scales must be one factor above 0 or {axes}, got ({string.Join(", ", factors)}).");
            int[] sizes = [.. factors.Select((factor, axis) => (int)Math.Floor(x.Shape[axis + 1] * factor))];
            return Run("ResizeBy", x, sizes, factors, mode, alignCorners, antialias);
        }
    }

    static Tensor Run(string op, Tensor x, int[] sizes, double[] scales, ResizeMode mode, bool alignCorners, bool antialias)
    {
        var axes = new AxisTaps[sizes.Length];
        for (var axis = 0; axis < axes.Length; axis++)
            axes[axis] = x.Shape[axis + 1] >= 1 && sizes[axis] >= 1
                ? ResizeTaps.Of(x.Shape[axis + 1], sizes[axis], scales[axis], mode, alignCorners, antialias)
                : throw new ShapeException(
                    $"{op}: the spatial axes must be at least 1 before and after, got {x.Shape} to ({string.Join(", ", sizes)}).");
        return ResampleOp.Run(x, axes);
    }

    static void Infer(string op, Tensor x, ResizeMode mode, bool alignCorners, bool antialias)
    {
        PoolPlan.Require(op, x);
        if (mode is not (ResizeMode.Linear or ResizeMode.Cubic) && (alignCorners || antialias))
            throw new ArgumentException($"{op}: only the modes Linear and Cubic can align corners or be antialiased, got {mode}.");
    }
}
