namespace Nabla;

/// <summary>Reversal of axes.</summary>
public static class FlipOp
{
    extension(Tensor x)
    {
        /// <summary>The elements of the given axes in reverse order: a view.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">An axis does not exist.</exception>
        public Tensor Flip(params ReadOnlySpan<int> axes)
        {
            var y = x;
            foreach (var axis in axes)
                y = y.Slice(axis, Math.Max(0, y.Shape[axis] - 1), y.Shape[axis], -1);
            return y;
        }
    }
}
