namespace Nabla;

/// <summary>Largest and smallest so far.</summary>
public static class CumulativeExtremumOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// yᵢ = max(x₀, …, xᵢ) along an axis, and its position, the last if equal; once NaN, always NaN. The gradient goes to the position.
        /// </summary>
        /// <shape>(…, N, …) → (…, N, …), positions int64</shape>
        /// <exception cref="ShapeException">The axis does not exist, or the elements are bool.</exception>
        public (Tensor Values, Tensor Positions) CumulativeMax(int axis) => Run("CumulativeMax", x, axis, smallest: false);

        /// <summary>
        /// yᵢ = min(x₀, …, xᵢ) along an axis, and its position, the last if equal; once NaN, always NaN. The gradient goes to the position.
        /// </summary>
        /// <shape>(…, N, …) → (…, N, …), positions int64</shape>
        /// <exception cref="ShapeException">The axis does not exist, or the elements are bool.</exception>
        public (Tensor Values, Tensor Positions) CumulativeMin(int axis) => Run("CumulativeMin", x, axis, smallest: true);
    }

    static (Tensor Values, Tensor Positions) Run(string who, Tensor x, int axis, bool smallest)
    {
        var at = Scans.Infer(who, x, axis);
        var positions = Tensor.Empty(x.Shape, DType.Int64, x.Device);
        x.Backend.ScanExtremum(x, at, smallest, positions);
        return (GatherOp.Run(x, at, positions), positions);
    }
}
