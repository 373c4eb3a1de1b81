namespace Nabla;

/// <summary>Products of elements.</summary>
public static class ProductOp
{
    extension(Tensor x)
    {
        /// <summary>y = Π x over the given axes, all if none are given; an axis disappears unless kept with size 1.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the elements are bool.</exception>
        public Tensor Product(ReadOnlySpan<int> axes = default, bool keepAxes = false)
        {
            var mask = ReducedAxes.Infer("Product", x, axes);
            var y = Tensor.Empty(ReducedAxes.Kept(x.Shape, mask), x.DType, x.Device);
            x.Backend.Reduce(ReduceKind.Product, x, y, mask);
            y = Autograd.Record(y, new Back(x, mask), x);
            return keepAxes ? y : y.Reshape(ReducedAxes.Dropped(x.Shape, mask).ToArray());
        }

        /// <summary>y = Π x over one axis.</summary>
        /// <shape>(…, N, …) → (…)</shape>
        public Tensor Product(int axis, bool keepAxes = false) => x.Product([axis], keepAxes);
    }

    // dxᵢ = g Π over j ≠ i of xⱼ, one axis after the other; a quotient y / xᵢ would fail where x is 0.
    sealed class Back(Tensor x, uint mask) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var partial = x;
            var others = g;
            for (var axis = 0; axis < x.Rank; axis++)
                if ((mask >> axis & 1) != 0)
                {
                    others *= Others(partial, axis);
                    partial = partial.Product(axis, keepAxes: true);
                }

            to[0] = others;
        }
    }

    // Products of all others along an axis: pairs are multiplied, the pairs' others found, and each half times its partner is its own.
    static Tensor Others(Tensor x, int axis)
    {
        var size = x.Shape[axis];
        if (size <= 1)
            return Tensor.Ones(x.Shape, x.DType, x.Device);
        var half = size / 2;
        var (a, b) = (x.Slice(axis, 0, half), x.Slice(axis, half, half));
        var pairs = a * b;
        if (size % 2 == 1)
            pairs = Tensor.Concat([pairs, x.Slice(axis, size - 1, 1)], axis);
        var outside = Others(pairs, axis);
        var both = outside.Slice(axis, 0, half);
        return size % 2 == 1
            ? Tensor.Concat([both * b, both * a, outside.Slice(axis, half, 1)], axis)
            : Tensor.Concat([both * b, both * a], axis);
    }
}
