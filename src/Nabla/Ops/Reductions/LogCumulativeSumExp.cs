namespace Nabla;

/// <summary>Running smooth maximum.</summary>
public static class LogCumulativeSumExpOp
{
    extension(Tensor x)
    {
        /// <summary>yᵢ = ln(e^x₀ + … + e^xᵢ) along an axis, without overflow.</summary>
        /// <shape>(…, N, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or the elements are not floating-point.</exception>
        public Tensor LogCumulativeSumExp(int axis)
        {
            if (!x.DType.IsFloating())
                throw new ShapeException(
                    $"LogCumulativeSumExp: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
            return Run(x, x.Shape.Axis(axis));
        }
    }

    static Tensor Run(Tensor x, int axis) =>
        Autograd.Record(Scans.Run(ScanKind.LogSumExp, x, axis, reverse: false), new Back(x, axis), x);

    // dxᵢ = e^(xᵢ − yᵢ) sᵢ with sᵢ = Σ over t ≥ i of gₜ e^(yᵢ − yₜ) = gᵢ + e^(yᵢ − yᵢ₊₁) sᵢ₊₁: y rises, so no exponential is above 1.
    sealed class Back(Tensor x, int axis) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            // While y is −∞, so is x, and its gradient 0; there a finite y avoids ∞ − ∞.
            var y = Run(x, axis);
            y = y.EqualTo(double.NegativeInfinity).Where(Tensor.Scalar(0, y.DType, y.Device), y);
            var factors = (y - Scans.Next(y, axis, double.PositiveInfinity)).Exp();
            to[0] = (x - y).Exp() * LinearScanOp.Run(g, factors, axis, reverse: true);
        }
    }
}
