using Nabla.Kernels;

namespace Nabla;

/// <summary>Images read at any places: the sampler of spatial transformers (Jaderberg et al. 2015).</summary>
public static class GridSampleOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y[n, q] = x[n] read at place q of the grid, whose coordinates (x, y, z: width first) run from −1 to 1 over the image. Gradients
        /// flow to the image and to the grid.
        /// </summary>
        /// <param name="grid">The places, in x's dtype.</param>
        /// <param name="mode">How the image is read between its pixels.</param>
        /// <param name="padding">What is read outside of it.</param>
        /// <param name="alignCorners">Whether ±1 are the centres of the outermost pixels, or their outer edges.</param>
        /// <shape>x (N, [[D,] H,] W, C), grid (N, [[OD,] OH,] OW, number of spatial axes) → (N, [[OD,] OH,] OW, C)</shape>
        /// <exception cref="ShapeException">Axes or dtypes that do not fit, or an empty image.</exception>
        public Tensor GridSample(
            Tensor grid, SampleMode mode = SampleMode.Linear, SamplePadding padding = SamplePadding.Zeros, bool alignCorners = false) =>
            Sample(Infer(x, grid, mode, padding, alignCorners), x, grid);
    }

    static GridShape Infer(Tensor x, Tensor grid, SampleMode mode, SamplePadding padding, bool alignCorners)
    {
        PoolPlan.Require("GridSample", x);
        var axes = x.Rank - 2;
        if (grid.Rank != x.Rank || grid.Shape[0] != x.Shape[0] || grid.Shape[-1] != axes || grid.DType != x.DType)
            throw new ShapeException(
                $"GridSample: the grid must be ({x.Shape[0]}, {"OD, OH, OW"[(4 * (3 - axes))..]}, {axes}) {x.DType.Name()} for the input {x.Shape}, "
                + $"got {grid.Shape} {grid.DType.Name()}.");
        var input = ConvPlan.Spatial(x.Shape);
        return input.Volume > 0
            ? new GridShape(x.Shape[0], x.Shape[-1], axes, input, ConvPlan.Spatial(grid.Shape), mode, padding, alignCorners, default)
            : throw new ShapeException($"GridSample: the spatial axes of the input must not be empty, got {x.Shape}.");
    }

    // y = Σ over pixels of weight(grid) · x; with an order, of the weights' derivatives by the grid
    static Tensor Sample(GridShape s, Tensor x, Tensor grid)
    {
        var y = Tensor.Empty(grid.Shape.With(-1, s.Channels), x.DType, x.Device);
        x.Backend.GridSample(s, x, grid, y);
        return Autograd.Record(y, new SampleBack(s, x, grid), x, grid);
    }

    // dx = Σ over places of weight(grid) · g: the transpose of Sample
    static Tensor Spread(GridShape s, Tensor grid, Tensor g)
    {
        var dx = Tensor.Empty(ConvPlan.With(grid.Shape, s.Input, s.Channels), g.DType, g.Device);
        g.Backend.GridSpread(s, grid, g, dx);
        return Autograd.Record(dx, new SpreadBack(s, grid, g), grid, g);
    }

    // dgrid[axis] = Σ over channels of g · ∂y/∂grid[axis], where the derivative is Sample with one order more along that axis
    static Tensor Slope(GridShape s, Tensor x, Tensor grid, Tensor g, bool keepGraph)
    {
        if (!keepGraph && s.Order == default)
        {
            var slope = Tensor.Empty(grid.Shape, g.DType, g.Device);
            g.Backend.GridSlope(s, x, grid, g, slope);
            return slope;
        }

        var parts = new Tensor[s.Axes];
        for (var axis = 0; axis < parts.Length; axis++)
            parts[axis] = (g * Sample(s with { Order = OneMore(s.Order, axis) }, x, grid)).Sum(-1, keepAxes: true);
        return Tensor.Concat(parts);
    }

    static Extent3 OneMore(Extent3 order, int axis) => axis switch
    {
        0 => order with { W = order.W + 1 },
        1 => order with { H = order.H + 1 },
        _ => order with { D = order.D + 1 },
    };

    sealed class SampleBack(GridShape s, Tensor x, Tensor grid) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.Needs(0)) to[0] = Spread(s, grid, g);
            if (to.Needs(1)) to[1] = Slope(s, x, grid, g, to.KeepGraph);
        }
    }

    // ⟨h, dx⟩ = ⟨Sample(h), g⟩
    sealed class SpreadBack(GridShape s, Tensor grid, Tensor g) : Node
    {
        protected internal override void Backward(Tensor h, Gradients to)
        {
            if (to.Needs(0)) to[0] = Slope(s, h, grid, g, to.KeepGraph);
            if (to.Needs(1)) to[1] = Sample(s, h, grid);
        }
    }
}
