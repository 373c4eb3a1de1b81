using Nabla.Kernels;

namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y[n, q, c] = Σ over the taps of each axis of the product of their weights · x[n, tap, c]; x (N, [[D,] H,] W, C).</summary>
    public abstract void Resample(AxisTaps d, AxisTaps h, AxisTaps w, Tensor x, Tensor y);

    /// <summary>y[n, q, c] = x read at place q of the grid; with an order, the derivative of that by the grid.</summary>
    public abstract void GridSample(in GridShape s, Tensor x, Tensor grid, Tensor y);

    /// <summary>dx = the transpose of GridSample applied to g.</summary>
    public abstract void GridSpread(in GridShape s, Tensor grid, Tensor g, Tensor dx);

    /// <summary>dgrid[n, q, axis] = Σ over c of g · the derivative of sample q by that coordinate.</summary>
    public abstract void GridSlope(in GridShape s, Tensor x, Tensor grid, Tensor g, Tensor dgrid);
}
