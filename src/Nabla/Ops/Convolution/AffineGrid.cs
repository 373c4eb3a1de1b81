namespace Nabla;

/// <summary>Regular grids moved by affine maps: the localisation of spatial transformers (Jaderberg et al. 2015).</summary>
public static class AffineGridOp
{
    extension(Tensor theta)
    {
        /// <summary>The places θ (p, 1)ᵀ of the points p of a regular grid over −1 … 1, to be read by GridSample.</summary>
        /// <param name="size">Points along each spatial axis, outermost first, ≥ 1.</param>
        /// <param name="alignCorners">Whether ±1 are the centres of the outermost points, or their outer edges.</param>
        /// <shape>θ (N, 2, 3) → (N, H, W, 2), θ (N, 3, 4) → (N, D, H, W, 3)</shape>
        /// <exception cref="ShapeException">Axes that do not fit, or a size below 1.</exception>
        public Tensor AffineGrid(Extent size, bool alignCorners = false)
        {
            int[] sizes = Infer(theta, size);
            var axes = sizes.Length;
            var columns = new Tensor[axes + 1];
            for (var axis = 0; axis < axes; axis++)      // x is the last spatial axis
                columns[axes - 1 - axis] = Points(sizes[axis], alignCorners, theta)
                    .Reshape([.. Enumerable.Range(0, axes + 1).Select(i => i == axis ? sizes[axis] : 1)]).BroadcastTo([.. sizes, 1]);
            columns[axes] = Tensor.Ones([.. sizes, 1], theta.DType, theta.Device);
            var points = Tensor.Concat(columns).Reshape(-1, axes + 1);
            return points.MatMul(theta.T).Reshape([theta.Shape[0], .. sizes, axes]);
        }
    }

    // −1 … 1 over the centres, or the centres of equal parts of −1 … 1
    static Tensor Points(int count, bool alignCorners, Tensor like)
    {
        var step = alignCorners ? count > 1 ? 2.0 / (count - 1) : 0 : 2.0 / count;
        var points = Tensor.Empty([count], like.DType, like.Device);
        points.Backend.Range(points, alignCorners ? count > 1 ? -1 : 0 : step / 2 - 1, step);
        return points;
    }

    static int[] Infer(Tensor theta, Extent size)
    {
        var axes = theta.Rank == 3 ? theta.Shape[1] : 0;
        if (axes is not (2 or 3) || theta.Shape[2] != axes + 1 || !theta.DType.IsFloating())
            throw new ShapeException(
                $"AffineGrid: the maps must be (N, 2, 3) or (N, 3, 4) of floating-point numbers, got {theta.Shape} {theta.DType.Name()}.");
        int[] sizes = size.Along(axes);
        return sizes.Min() >= 1 ? sizes : throw new ShapeException($"AffineGrid: the size must be at least 1, got {size}.");
    }
}
