namespace Nabla;

/// <summary>Sliding windows.</summary>
public static class WindowsOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Windows of <paramref name="size"/> elements along an axis, one every <paramref name="step"/>: y[…, i, …, j] = x[…, i · step + j,
        /// …], a view. What does not fill a window is left out. (PyTorch's Tensor.unfold.)
        /// </summary>
        /// <shape>(…, N, …) → (…, ⌊(N − size) / step⌋ + 1, …, size)</shape>
        /// <exception cref="ShapeException">The axis does not exist or is shorter than a window, or size or step are below 1.</exception>
        public Tensor Windows(int axis, int size, int step = 1)
        {
            var at = x.Shape.Axis(axis);
            if (size < 1 || step < 1 || size > x.Shape[at])
                throw new ShapeException(
                    $"Windows({size}, step {step}): size and step must be at least 1 and axis {at} hold a window, got {x.Shape}.");
            Span<long> strides = stackalloc long[Shape.MaxRank];
            x.Layout.CopyStrides(strides);
            strides[x.Rank] = strides[at];
            strides[at] *= step;
            var shape = x.Shape.With(at, (x.Shape[at] - size) / step + 1).Insert(-1, size);
            return Autograd.Record(x.View(new Layout(shape, strides, x.Layout.Offset)), new Back(at, step, x.Shape[at]), x);
        }
    }

    /// <summary>
    /// The windows (…, count, …, size) of an axis added up at their places in <paramref name="length"/> elements: the gradient of Windows.
    /// </summary>
    internal static Tensor Joined(Tensor windows, int axis, int step, int length)
    {
        var (count, size) = (windows.Shape[axis], windows.Shape[-1]);
        var rows = windows.MoveAxis(-1, axis + 1);
        var place = (Tensor.Range(count).Unsqueeze(1) * step + Tensor.Range(size)).Reshape(-1);
        return IndexSelectOp.Add(rows.Reshape(rows.Shape.Remove(axis + 1).With(axis, count * size).ToArray()), axis, place, length);
    }

    // dx = Σ of g over all windows that hold the element
    sealed class Back(int axis, int step, int length) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Joined(g, axis, step, length);
    }
}
