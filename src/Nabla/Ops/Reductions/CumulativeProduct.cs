namespace Nabla;

/// <summary>Running products.</summary>
public static class CumulativeProductOp
{
    extension(Tensor x)
    {
        /// <summary>yᵢ = x₀ · … · xᵢ along an axis; float products are kept in double. The gradient is right where factors are 0.</summary>
        /// <shape>(…, N, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or the elements are bool.</exception>
        public Tensor CumulativeProduct(int axis)
        {
            var at = Scans.Infer("CumulativeProduct", x, axis);
            return Autograd.Record(Scans.Run(ScanKind.Product, x, at, reverse: false), new Back(x, at), x);
        }
    }

    // dxᵢ = (x₀ … xᵢ₋₁) sᵢ with sᵢ = gᵢ + xᵢ₊₁ gᵢ₊₁ + xᵢ₊₁ xᵢ₊₂ gᵢ₊₂ + … = gᵢ + xᵢ₊₁ sᵢ₊₁: nothing is divided
    sealed class Back(Tensor x, int axis) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) =>
            to[0] = Scans.Previous(x.CumulativeProduct(axis), axis, 1) * LinearScanOp.Run(g, Scans.Next(x, axis, 0), axis, reverse: true);
    }
}
