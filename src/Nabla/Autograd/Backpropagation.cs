namespace Nabla;

/// <summary>Tracking tensors and running the chain rule backwards.</summary>
public static class Backpropagation
{
    extension(Tensor x)
    {
        /// <summary>The same values as a leaf whose gradient can be asked for.</summary>
        /// <exception cref="ShapeException">The tensor holds integers or truth values.</exception>
        public Tensor Track()
        {
            if (!x.DType.IsFloating())
                throw new ShapeException($"Track: gradients exist for floating-point tensors, got {x.DType.Name()}.");
            var leaf = x.View(x.Layout);
            leaf.Node = new Leaf(x.Storage) { Shape = x.Shape };
            return leaf;
        }

        /// <summary>The same values, cut off from how they were computed: no gradient flows through.</summary>
        public Tensor Detach() => x.Node is null ? x : x.View(x.Layout);

        /// <summary>Whether a gradient can flow to this tensor.</summary>
        public bool IsTracked => x.Node is not null;

        /// <summary>
        /// Gradients of this tensor by every tracked tensor it depends on, by reverse-mode automatic differentiation
        /// (Linnainmaa 1970; Rumelhart, Hinton, Williams 1986).
        /// </summary>
        /// <param name="seed">Gradient by this tensor itself; 1 for a scalar.</param>
        /// <param name="keepGraph">Record the gradients' own computation, so that they can be differentiated again.</param>
        /// <param name="also">Computed tensors, not leaves, whose gradients are wanted as well.</param>
        /// <exception cref="InvalidOperationException">Nothing this tensor depends on is tracked.</exception>
        /// <exception cref="ShapeException">No seed is given and the tensor is not a scalar, or the seed's shape differs.</exception>
        public Gradients Backward(Tensor? seed = null, bool keepGraph = false, params ReadOnlySpan<Tensor> also)
        {
            if (x.Node is null)
                throw new InvalidOperationException(
                    "Backward: nothing that this tensor was computed from is tracked; call Track() on an input or use a Parameter.");
            if (seed is null && x.Length != 1)
                throw new ShapeException(
                    $"Backward: a loss must be one number, got {x.Shape}; reduce it with Mean() or Sum(), or give a seed.");
            if (seed is not null && seed.Shape != x.Shape)
                throw new ShapeException($"Backward: the seed must have the shape {x.Shape}, got {seed.Shape}.");
            using (Autograd.Resume(record: keepGraph))
                return new Gradients(x, seed ?? Tensor.Ones(x.Shape, x.DType, x.Device), keepGraph, also);
        }
    }
}
