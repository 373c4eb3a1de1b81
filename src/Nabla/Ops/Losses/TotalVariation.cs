namespace Nabla;

/// <summary>The penalty of rough images (Rudin, Osher, Fatemi 1992, in its anisotropic form).</summary>
public static class TotalVariationOp
{
    extension(Tensor images)
    {
        /// <summary>
        /// Σ |x_(i+1, j) − x_(i, j)| + Σ |x_(i, j+1) − x_(i, j)| of each image, over its channels as well. As a prior: Laplace distributed
        /// differences of neighbours (maximum a posteriori).
        /// </summary>
        /// <param name="reduction">How the images' variations are put together.</param>
        /// <shape>(N, H, W, C) → () or, without reduction, (N)</shape>
        /// <exception cref="ShapeException">Not four axes.</exception>
        public Tensor TotalVariation(Reduction reduction = Reduction.Mean)
        {
            if (images.Rank != 4)
                throw new ShapeException($"TotalVariation: the images must be (N, H, W, C), got {images.Shape}.");
            return (Along(images, 1) + Along(images, 2)).Reduce(reduction);
        }
    }

    static Tensor Along(Tensor x, int axis) => (x.Slice(axis, 1..) - x.Slice(axis, ..^1)).AbsoluteSum([1, 2, 3]);
}
